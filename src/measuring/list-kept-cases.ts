import type { listCases as listCasesRoute } from '../contract/exploring.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import type { Context } from '../feature.ts'
import { customerIdFromNumber } from '../vocabulary/id.ts'
import { activitiesOf } from './activities.ts'
import { keepingOf } from './kept-visits.ts'
import { listKeptCases } from './questions/list-kept-cases.ts'

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
  const { total, customers, rows } = await listKeptCases(clickhouse, keeping, { offset, limit })
  if (customers > 0 && customers < activities.minimumGroup) return { total: 0, hidden: true, rows: [], cursor: null }
  return {
    total,
    hidden: false,
    rows: rows.map(row => ({
      customer: customerIdFromNumber(BigInt(row.customer_id)),
      case: row.case_number,
      started: `${row.started.replace(' ', 'T')}Z`,
      ended: `${row.ended.replace(' ', 'T')}Z`,
      activities: row.touchpoints.map(activities.nameOf),
    })),
    cursor: offset + rows.length < total ? String(offset + rows.length) : null,
  }
}
