import { createHash } from 'node:crypto'
import { chownSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Where the private sockets of a data directory live: a short path (the operating system allows about 100 bytes),
 * readable by nobody else.
 */
export function socketDirectory(dataDirectory: string, owner?: { uid: number; gid: number }): string {
  const name = createHash('sha256').update(dataDirectory).digest('hex').slice(0, 16)
  const directory = join(tmpdir(), `parcours-${name}`)
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  if (owner) chownSync(directory, owner.uid, owner.gid)
  return directory
}
