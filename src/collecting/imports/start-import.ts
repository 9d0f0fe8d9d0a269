import type { startImport as route } from '../../contract/collecting-imports.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { newId } from '../../vocabulary/id.ts'
import { checkMapping, columnsMissing } from '../files/check-mapping.ts'
import { importView } from './import-views.ts'
import { openUpload } from './preview-import.ts'
import { wakeImports } from './run-imports.ts'
import { saidColumns } from './said-columns.ts'
import { shownName, sourceName } from './shown-name.ts'
import { insertImport } from './store.ts'
import { uploadOf } from './uploads.ts'

/** Puts an import in the queue. What its columns mean is settled here, once: every attempt reads the file alike. */
export async function startImport(
  context: Context,
  { params, body }: InputOf<typeof route>,
): Promise<AnswerOf<typeof route>> {
  const upload = await uploadOf(context, params.upload)
  const mapping = await settledMapping(context, upload, body)
  const id = newId('imp', context.now())
  await insertImport(context, {
    id,
    workspace: context.workspace,
    upload: upload.id,
    joins: body.joins,
    source: body.source === undefined ? sourceName(upload.file) : shownName(body.source),
    mapping,
    dryRun: body.dryRun,
    file: upload.file,
    sizeBytes: upload.sizeBytes,
  })
  wakeImports(context)
  return (await importView(context, context.workspace.number, id))!
}

async function settledMapping(
  context: Context,
  upload: Awaited<ReturnType<typeof uploadOf>>,
  body: InputOf<typeof route>['body'],
) {
  await using opened = await openUpload(context, upload, body.mapping, body.joins)
  const { guess, header, mapping, detected } = opened
  if (saidColumns(body.mapping).mapping === undefined && guess.missing.length > 0) {
    throw columnsMissing(guess.missing, header)
  }
  checkMapping(mapping, header, detected.format === 'csv')
  return mapping
}
