import { holderOf } from '../server/directory-lock.ts'
import { speak } from './speak.ts'
import type { Terminal } from './terminal.ts'
import { readWords } from './words.ts'

export const migrate = {
  usage: `migrate
    Brings the schemas of both stores up to date. Every start does the same.`,
  run: async (terminal: Terminal, given: readonly string[]): Promise<void> => {
    readWords(given, {})
    const running = holderOf(terminal.config.dataDirectory)
    await using _voice = await speak(terminal.config)
    terminal.answer({ upToDate: true, running: running !== undefined }, () =>
      running
        ? `The server (process ${running.pid}) brought them up to date when it started.`
        : 'Both stores are up to date.',
    )
  },
}
