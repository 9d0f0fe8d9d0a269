import type { listCases as listCasesRoute } from '../../contract/exploring.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { activitiesOf } from '../filtering/activities.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { listKeptCases } from '../questions/list-kept-cases.ts'
import { tellPage } from '../questions/page-of.ts'
import { tellCase } from './tell-case.ts'

/** The cases that a filter keeps, page by page. Of fewer customers than may be shown, none. */
export async function listCases(
  context: Context,
  { query }: InputOf<typeof listCasesRoute>,
): Promise<AnswerOf<typeof listCasesRoute>> {
  const { clickhouse, workspace } = context
  const { map, cursor, limit, ...filter } = query
  const activities = await activitiesOf(context, map)
  const keeping = keepingOf(workspace.number, activities.journey, filter, activities)
  const offset = Number(cursor ?? 0) || 0
  const found = await listKeptCases(clickhouse, keeping, { offset, limit })
  return tellPage(found, offset, activities.minimumGroup, row => tellCase(row, activities.nameOf))
}
