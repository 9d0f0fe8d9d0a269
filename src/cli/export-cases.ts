import { exportCases as exportRoute } from '../contract/exploring.ts'
import { narrowingNames } from '../contract/narrowing.ts'
import { instantOf } from './instant-of.ts'
import { refuseProblem, speak, workspaceOf } from './speak.ts'
import type { Terminal } from './terminal.ts'
import { Misuse, readWords } from './words.ts'
import { writeAnswer } from './write-answer.ts'

const filters = ['map', ...narrowingNames] as const

export const exportCases = {
  usage: `export cases [--format xes|csv] [--from TIME] [--to TIME] [--map ID] [filters] [--out FILE]
    Writes the journeys that a filter keeps as an event log, to standard output unless --out. Filters are those of ask:
      ${narrowingNames.map(name => `--${name}`).join(' ')}`,
  run: async (terminal: Terminal, given: readonly string[]): Promise<void> => {
    const words = readWords(
      given,
      Object.fromEntries(['format', 'from', 'to', 'out', ...filters].map(name => [name, 'text' as const])),
    )
    const path = words.option('out')
    const format = words.option('format') ?? (path?.endsWith('.csv') ? 'csv' : 'xes')
    if (format !== 'xes' && format !== 'csv') throw new Misuse('A log is written as xes or csv.')
    const query = new URLSearchParams({ format })
    for (const name of filters) {
      const told = words.option(name)
      if (told !== undefined) query.set(name, told)
    }
    for (const name of ['from', 'to']) {
      const at = instantOf(words.option(name))
      if (at !== undefined) query.set(name, at)
    }
    await using voice = await speak(terminal.config)
    const workspace = await workspaceOf(voice, words.option('workspace'))
    const response = await voice.send(`${exportRoute.path.replace('{workspace}', workspace)}?${query}`)
    await refuseProblem(response)
    const { bytes } = await writeAnswer(path, response.body)
    if (path !== undefined) terminal.answer({ bytes, file: path }, () => `Written to ${path}.`)
  },
}
