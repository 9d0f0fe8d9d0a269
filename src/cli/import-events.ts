import type { Terminal } from './main.ts'
import { Misuse } from './words.ts'

export const importEvents = {
  usage: `import events FILE [--dry-run]`,
  run: async (_terminal: Terminal, _given: readonly string[]): Promise<void> => {
    throw new Misuse('The import of files is being built.')
  },
}
