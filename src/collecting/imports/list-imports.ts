import type { listImports as route } from '../../contract/collecting-imports.ts'
import type { AnswerOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { importViews } from './import-views.ts'

/** The imports of a workspace, newest first. */
export async function listImports(context: Context): Promise<AnswerOf<typeof route>> {
  return { imports: await importViews(context, context.workspace.number) }
}
