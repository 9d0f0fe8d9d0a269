import { existsSync, mkdirSync } from 'node:fs'
import { readdir, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { ArrivingFile, Context, Installation } from '../../feature.ts'
import { newId } from '../../vocabulary/id.ts'
import { problem } from '../../vocabulary/problem.ts'
import type { ImportSource } from '../files/open-import.ts'
import { readSealed, writeSealed } from './sealed-file.ts'
import { shownName } from './shown-name.ts'
import { endLostImports } from './store.ts'
import { forgetUploadRows, insertUpload, knownUploads, type Upload, uploadById } from './uploads-store.ts'

const largestUploadBytes = 4 * 1024 ** 3
/** What must stay free on the disk: the stores need room, too. */
const leastFreeBytes = 1024 ** 3
const keptHours = 24

/** Keeps an arriving file, sealed, for the import that may follow. */
export async function keepUpload(context: Context, file: ArrivingFile): Promise<Upload> {
  const announced = file.sizeBytes ?? 0
  if (announced > largestUploadBytes) throw tooLarge()
  const directory = uploadsDirectory(context)
  const disk = await statfs(directory)
  const room = disk.bavail * disk.bsize - leastFreeBytes
  if (announced > room || room <= 0) throw problem('file_no_room')
  const id = newId('upl', context.now())
  const path = uploadPath(context, id)
  let size = 0
  async function* bounded() {
    for await (const chunk of file.stream as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength
      if (size > largestUploadBytes) throw tooLarge()
      if (size > room) throw problem('file_no_room')
      yield chunk
    }
  }
  try {
    await writeSealed(path, sealingKey(context), bounded())
    const upload = { id, workspace: context.workspace.number, file: shownName(file.name), sizeBytes: size }
    await insertUpload(context, upload)
    return upload
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
}

function tooLarge() {
  return problem('file_too_large', { limit: `${largestUploadBytes / 1024 ** 3} GB` })
}

/** A file that was kept, of this workspace. */
export async function uploadOf(context: Context, id: string): Promise<Upload> {
  const upload = await uploadById(context, context.workspace.number, id)
  if (!upload || !isHere(context, id)) throw problem('upload_forgotten')
  return upload
}

/** The file, opened and unsealed, as the readers take it. */
export async function sourceOf(installation: Installation, upload: Upload): Promise<ImportSource> {
  const stream = await readSealed(uploadPath(installation, upload.id), sealingKey(installation))
  return { name: upload.file, stream, sizeBytes: upload.sizeBytes, again: () => sourceOf(installation, upload) }
}

/** Whether the file is on this machine: the server that took it imports it. */
export function isHere(installation: Installation, id: string): boolean {
  return existsSync(uploadPath(installation, id))
}

export async function forgetUpload(installation: Installation, workspace: number, id: string): Promise<void> {
  const forgotten = await forgetUploadRows(installation, { workspace, id })
  if (forgotten > 0) await rm(uploadPath(installation, id), { force: true })
}

/** Forgets the files older than a day that no import waits for, and what a crash left behind of others. */
export async function forgetOldUploads(installation: Installation): Promise<void> {
  const before = new Date(installation.now().getTime() - keptHours * 3_600_000)
  await endLostImports(installation, before)
  await forgetUploadRows(installation, { before })
  const known = new Set(await knownUploads(installation))
  for (const name of await readdir(uploadsDirectory(installation))) {
    if (!name.startsWith('upl_') || known.has(name)) continue
    const path = join(uploadsDirectory(installation), name)
    const found = await stat(path).catch(() => undefined)
    // A file that is just arriving has no row yet.
    if (found && found.mtimeMs < Date.now() - 3_600_000) await rm(path, { force: true })
  }
}

export function uploadsDirectory({ dataDirectory }: Installation): string {
  const directory = join(dataDirectory, 'uploads')
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  return directory
}

export function sealingKey(installation: Installation): Buffer {
  return installation.secret('uploads')
}

function uploadPath(installation: Installation, id: string): string {
  return join(uploadsDirectory(installation), id)
}
