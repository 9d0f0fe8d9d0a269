import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Where the private sockets of a data directory live: a short path (the operating system allows about 100 bytes),
 * closed to everybody else. A directory of that name that is not ours, made before us by somebody else, is never used.
 */
export function socketDirectory(dataDirectory: string): string {
  const own = process.getuid?.() ?? 0
  for (let attempt = 0; attempt < 20; attempt++) {
    const name = createHash('sha256').update(`${own}:${attempt}:${dataDirectory}`).digest('hex').slice(0, 16)
    const directory = join(tmpdir(), `parcours-${name}`)
    try {
      mkdirSync(directory, { mode: 0o700 })
      return directory
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const found = lstatSync(directory)
      if (found.isDirectory() && found.uid === own) return directory
    }
  }
  throw new Error(`There is no room for private sockets in ${tmpdir()}: other users hold every name. Set TMPDIR.`)
}
