import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { exportEvents as exportRoute } from '../contract/collecting.ts'
import type { Terminal } from './main.ts'
import { refuseProblem, speak, workspaceOf } from './speak.ts'
import { readWords } from './words.ts'

export const exportEvents = {
  usage: `export events [--from TIME] [--to TIME] [--out FILE]
    Writes all events as JSON Lines, to standard output unless --out.`,
  run: async (terminal: Terminal, given: readonly string[]): Promise<void> => {
    const words = readWords(given, { from: 'text', to: 'text', out: 'text' })
    await using voice = await speak(terminal.config)
    const workspace = await workspaceOf(voice, words.option('workspace'))
    const query = new URLSearchParams()
    for (const name of ['from', 'to']) {
      const said = words.option(name)
      if (said) query.set(name, new Date(said).toISOString())
    }
    const response = await voice.send(`${exportRoute.path.replace('{workspace}', workspace)}?${query}`)
    await refuseProblem(response)
    const path = words.option('out')
    const out = path === undefined ? process.stdout : createWriteStream(path)
    let lines = 0
    for await (const chunk of response.body ?? []) {
      for (const byte of chunk) if (byte === 10) lines++
      if (!out.write(chunk)) await once(out, 'drain')
    }
    if (path !== undefined) {
      out.end()
      await once(out, 'finish')
      terminal.answer({ events: lines, file: path }, () => `${lines} events written to ${path}.`)
    }
  },
}
