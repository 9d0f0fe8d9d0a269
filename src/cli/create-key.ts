import { createSource, listSources, newKey } from '../contract/admitting-sources.ts'
import { isChannel } from '../vocabulary/channel.ts'
import { keyKinds } from '../vocabulary/role.ts'
import { firstWorkspaceOf } from './create-workspace.ts'
import { speak } from './speak.ts'
import type { Terminal } from './terminal.ts'
import { Misuse, readWords } from './words.ts'

export const createKey = {
  usage: `key create --kind write|secret [--source NAME] [--channel CODE]
    Makes a key of a source (“Command line” unless said) and prints it: {"key": "…"}.`,
  run: async (terminal: Terminal, given: readonly string[]): Promise<void> => {
    const words = readWords(given, { kind: 'text', source: 'text', channel: 'text' })
    const kind = keyKinds.find(each => each === words.option('kind'))
    if (!kind) throw new Misuse('Say which kind: --kind write (for pages and apps) or --kind secret (for servers).')
    const channel = words.option('channel') ?? 'other'
    if (!isChannel(channel)) throw new Misuse(`There is no channel "${channel}".`)
    await using voice = await speak(terminal.config)
    const workspace = await firstWorkspaceOf(terminal, voice, words.option('workspace'))
    const name = words.option('source') ?? 'Command line'
    const { sources } = await voice.call(listSources, { params: { workspace } })
    const source =
      sources.find(each => each.name === name) ??
      (await voice.call(createSource, { params: { workspace }, body: { name, channel } }))
    const made = await voice.call(newKey, { params: { workspace }, body: { kind, sourceId: source.id } })
    terminal.answer({ key: made.key, kind, source: name, workspace }, () => made.key)
  },
}
