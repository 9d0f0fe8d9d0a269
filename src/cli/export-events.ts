import { exportEvents as exportRoute } from '../contract/collecting-events.ts'
import { instantOf } from './instant-of.ts'
import { refuseProblem, speak, workspaceOf } from './speak.ts'
import type { Terminal } from './terminal.ts'
import { Misuse, readWords } from './words.ts'
import { writeAnswer } from './write-answer.ts'

export const exportEvents = {
  usage: `export events [--format jsonl|csv|xes] [--from TIME] [--to TIME] [--out FILE]
    Writes all events as JSON Lines, to standard output unless --out. With --json and no --out: as one JSON array.
    As csv or xes: an event log of what customers did, with its properties and without personal values, for
    process-mining tools; importing it gives the same cases.`,
  run: async (terminal: Terminal, given: readonly string[]): Promise<void> => {
    const words = readWords(given, { format: 'text', from: 'text', to: 'text', out: 'text' })
    const path = words.option('out')
    const format = words.option('format') ?? /\.(csv|xes)$/.exec(path ?? '')?.[1] ?? 'jsonl'
    if (!['jsonl', 'csv', 'xes'].includes(format)) throw new Misuse('Events are written as jsonl, csv or xes.')
    const query = new URLSearchParams(format === 'jsonl' ? {} : { format })
    for (const name of ['from', 'to']) {
      const at = instantOf(words.option(name))
      if (at !== undefined) query.set(name, at)
    }
    await using voice = await speak(terminal.config)
    const workspace = await workspaceOf(voice, words.option('workspace'))
    const response = await voice.send(`${exportRoute.path.replace('{workspace}', workspace)}?${query}`)
    await refuseProblem(response)
    const lines = linesOf(response.body)
    const asOne = terminal.json && format === 'jsonl' && path === undefined
    const { pieces } = await writeAnswer(path, asOne ? asArray(lines) : lines)
    if (path === undefined) return
    if (format === 'jsonl')
      terminal.answer({ events: pieces, file: path }, () => `${pieces} events written to ${path}.`)
    else terminal.answer({ format, file: path }, () => `Written to ${path}.`)
  },
}

/** Whole lines, each with its end. */
async function* linesOf(body: AsyncIterable<Uint8Array> | null): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of body ?? []) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = parts.pop()!
    for (const line of parts) yield `${line}\n`
  }
  if (rest !== '') yield `${rest}\n`
}

async function* asArray(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let before = '['
  for await (const line of lines) {
    yield before + line.trimEnd()
    before = ',\n'
  }
  yield before === '[' ? '[]\n' : ']\n'
}
