import type { stopImport as route } from '../../contract/collecting-imports.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { problem } from '../../vocabulary/problem.ts'
import { importView } from './import-views.ts'
import { askStop } from './store.ts'

/** Stops an import. What was accepted stays. */
export async function stopImport(context: Context, { params }: InputOf<typeof route>): Promise<AnswerOf<typeof route>> {
  const workspace = context.workspace.number
  const stopped = await askStop(context, workspace, params.import)
  const view = await importView(context, workspace, params.import)
  if (!view) throw problem('not_found', { what: 'import' })
  if (!stopped) throw problem('import_not_running')
  return view
}
