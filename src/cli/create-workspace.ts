import { listWorkspaces, newWorkspace } from '../contract/admitting-workspaces.ts'
import { workspaceKey } from '../contract/fields.ts'
import { speak, type Voice, workspaceOf } from './speak.ts'
import type { Terminal } from './terminal.ts'
import { Misuse, readWords } from './words.ts'

const consents = ['opt-in', 'opt-out'] as const

export const createWorkspace = {
  usage: `workspace create KEY [--name NAME] [--time-zone ZONE] [--consent opt-in|opt-out]
    Makes a workspace. With opt-in (unless said), only what customers consented to is measured.`,
  run: async (terminal: Terminal, given: readonly string[]): Promise<void> => {
    const words = readWords(given, { name: 'text', 'time-zone': 'text', consent: 'text' })
    const [key, ...more] = words.words
    if (!key || more.length > 0) throw new Misuse('Say the key of the workspace: workspace create shop')
    refuseKey(key)
    const consent = consents.find(each => each === (words.option('consent') ?? 'opt-in'))
    if (!consent) throw new Misuse('--consent takes opt-in or opt-out.')
    await using voice = await speak(terminal.config)
    const made = await voice.call(newWorkspace, {
      body: {
        name: words.option('name') ?? key,
        key,
        timeZone: words.option('time-zone') ?? machineZone(),
        locale: terminal.locale,
        measurementConsent: consent,
      },
    })
    terminal.answer({ workspace: made.key, name: made.name, consent }, () => made.key)
  },
}

/**
 * The workspace that a command is about. Where there is none at all one is made: the first key or file of an empty
 * installation needs no step before it.
 */
export async function firstWorkspaceOf(terminal: Terminal, voice: Voice, named: string | undefined): Promise<string> {
  const { workspaces } = await voice.call(listWorkspaces, {})
  if (workspaces.length > 0) return workspaceOf(voice, named)
  const key = named ?? 'main'
  refuseKey(key)
  const made = await voice.call(newWorkspace, {
    body: {
      name: key,
      key,
      timeZone: machineZone(),
      locale: terminal.locale,
      measurementConsent: 'opt-out',
    },
  })
  terminal.say(
    `Made the first workspace, “${made.key}”: what customers do is measured unless they refuse. Its settings say otherwise if need be.`,
  )
  return made.key
}

function refuseKey(key: string): void {
  if (!workspaceKey.safeParse(key).success)
    throw new Misuse(`"${key}" cannot be the key of a workspace: use a-z, 0-9 and hyphens.`)
}

function machineZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'
}
