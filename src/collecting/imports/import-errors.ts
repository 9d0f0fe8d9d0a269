import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { importErrors as route } from '../../contract/collecting-imports.ts'
import type { InputOf } from '../../contract/route.ts'
import type { Context, Installation } from '../../feature.ts'
import { problem } from '../../vocabulary/problem.ts'
import { errorFileHeader } from '../files/error-file.ts'
import { importView } from './import-views.ts'
import { readSealed } from './sealed-file.ts'
import { endedBefore } from './store.ts'
import { sealingKey, uploadsDirectory } from './uploads.ts'

const keptDays = 30

/** The rows that an import could not read, as CSV. They hold what customers' rows held: kept sealed, for 30 days. */
export async function importErrors(
  context: Context,
  { params }: InputOf<typeof route>,
): Promise<AsyncIterable<string>> {
  const view = await importView(context, context.workspace.number, params.import)
  if (!view) throw problem('not_found', { what: 'import' })
  const path = errorsPath(context, view.id)
  if (!existsSync(path)) {
    if (view.rejected > 0) throw problem('import_errors_forgotten', { days: keptDays })
    return one(errorFileHeader(context.workspace.locale))
  }
  return (await readSealed(path, sealingKey(context))).setEncoding('utf8')
}

async function* one(text: string): AsyncGenerator<string> {
  yield text
}

export function errorsPath(installation: Installation, importId: string): string {
  return join(uploadsDirectory(installation), `${importId}.errors`)
}

/** Forgets the rows of imports that ended a month ago. */
export async function forgetOldErrors(installation: Installation): Promise<void> {
  const directory = uploadsDirectory(installation)
  const held = (await readdir(directory)).filter(name => name.endsWith('.errors')).map(name => name.slice(0, -7))
  if (held.length === 0) return
  const before = new Date(installation.now().getTime() - keptDays * 86_400_000)
  for (const id of await endedBefore(installation, before, held))
    await rm(errorsPath(installation, id), { force: true })
}
