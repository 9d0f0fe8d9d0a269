import { readFileSync } from 'node:fs'
import { inviteList } from '../contract/survey-inviting.ts'
import { speak, workspaceOf } from './speak.ts'
import type { Terminal } from './terminal.ts'
import { Misuse, readWords } from './words.ts'

const mostAtOnce = 50_000

export const invite = {
  usage: `invite SURVEY (--segment ID | --list FILE) [--dry-run] [--workspace KEY]
    Asks the customers of a segment, or those that a file names one a line, by all the rules of the survey.`,
  run: async (terminal: Terminal, given: readonly string[]): Promise<void> => {
    const words = readWords(given, { segment: 'text', list: 'text', 'dry-run': 'flag', workspace: 'text' })
    const [survey] = words.words
    const segment = words.option('segment')
    const path = words.option('list')
    if (survey === undefined || (segment === undefined) === (path === undefined))
      throw new Misuse('Say which survey asks, and either a segment or a file with one customer a line.')
    const customers =
      path === undefined
        ? undefined
        : readFileSync(path, 'utf8')
            .split(/\r?\n/)
            .map(line =>
              line
                .trim()
                .replace(/^\uFEFF/, '')
                .replace(/^"|"$/g, ''),
            )
            .filter(line => line !== '')
    if (customers && customers.length > mostAtOnce)
      throw new Misuse(`The file names ${customers.length} customers; ${mostAtOnce} is the most at once.`)
    await using voice = await speak(terminal.config)
    const workspace = await workspaceOf(voice, words.option('workspace'))
    const body = { dryRun: words.flag('dry-run'), ...(customers ? { customers } : {}), ...(segment ? { segment } : {}) }
    const told = await voice.call(inviteList, { params: { workspace, survey }, body })
    for (const { line, value } of told.unknown) terminal.say(`Line ${line} names nobody: ${value}`)
    terminal.answer(told, () =>
      told.wave === null
        ? `${told.found} customers; ${told.states?.queued ?? 0} would be asked. ${Object.entries(told.reasons ?? {})
            .map(([reason, amount]) => `${reason}: ${amount}`)
            .join(', ')}`
        : `${told.found} customers are being decided on, as ${told.wave}.`,
    )
  },
}
