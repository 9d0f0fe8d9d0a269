import { createReadStream, statSync } from 'node:fs'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import type { Route } from '../contract/route.ts'
import { problem } from '../vocabulary/problem.ts'
import type { Voice } from './speak.ts'
import { Misuse } from './words.ts'

/**
 * What a route is told beside the file, checked before anything is opened.
 * @throws Misuse that names the option.
 */
export function queryOf(route: Route, asked: Readonly<Record<string, string | undefined>>): URLSearchParams {
  const said = Object.entries(asked).filter((one): one is [string, string] => one[1] !== undefined)
  const read = route.query!.safeParse(Object.fromEntries(said))
  if (!read.success) throw new Misuse(`--${read.error.issues[0]?.path.join('.')}: ${read.error.issues[0]?.message}`)
  return new URLSearchParams(said)
}

/** @throws problem `file_unreadable` where no file is; what another command writes into a named pipe is read as one. */
export function refuseNoFile(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found?.isFile() || found?.isFIFO()) return
  const advice = { en: 'Check the path.', fr: 'Vérifiez le chemin.' }
  const reason = found?.isDirectory()
    ? { en: `${path} is a folder`, fr: `${path} est un dossier du disque` }
    : { en: `there is no file at ${path}`, fr: `il n’y a pas de fichier à l’emplacement ${path}` }
  throw problem('file_unreadable', { reason, advice })
}

/** Sends a file to an address, under its own name and as it is read. */
export function sendFile(voice: Voice, address: string, path: string): Promise<Response> {
  return voice.send(address, {
    method: 'POST',
    headers: { 'x-file-name': encodeURIComponent(basename(path)), 'content-type': 'application/octet-stream' },
    body: Readable.toWeb(createReadStream(path, { highWaterMark: 256 * 1024 })) as ReadableStream<Uint8Array>,
    duplex: 'half',
  })
}
