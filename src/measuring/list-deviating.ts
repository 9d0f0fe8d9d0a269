import type { listDeviating as listDeviatingRoute } from '../contract/exploring.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import type { Context } from '../feature.ts'
import { customerIdFromNumber } from '../vocabulary/id.ts'
import { alignCases } from './align-cases.ts'
import { listCases } from './questions/list-cases.ts'
import { strayPlaces } from './stray-places.ts'

/** The closed cases behind one deviation: those of the variants whose alignment shows it. */
export async function listDeviating(
  context: Context,
  { params, query }: InputOf<typeof listDeviatingRoute>,
): Promise<AnswerOf<typeof listDeviatingRoute>> {
  const { kind, touchpoint, placement, after, cursor, limit, ...filter } = query
  const { map, keeping, closedBefore, variants } = await alignCases(context, params.map, filter)
  const ids = new Map(map.touchpoints.map(each => [each.number, each.id]))
  const nameOf = (number: number) => ids.get(number) ?? `#${number}`
  const strayOf = strayPlaces(map.map)
  const showing = variants.filter(
    each =>
      each.closed &&
      (after === undefined
        ? each.alignment.deviations.some(
            one =>
              one.kind === kind && nameOf(one.touchpoint) === touchpoint && (one.placement ?? undefined) === placement,
          )
        : kind === 'unexpected' &&
          strayOf(each).some(one => nameOf(one.touchpoint) === touchpoint && (one.after ?? 'start') === after)),
  )
  const offset = Number(cursor ?? 0) || 0
  const found = await listCases(
    context.clickhouse,
    keeping,
    showing.map(each => each.variant),
    closedBefore,
    { offset, limit },
  )
  if (found.customers > 0 && found.customers < context.workspace.minimumGroup)
    return { total: 0, hidden: true, rows: [], cursor: null }
  return {
    total: found.total,
    hidden: false,
    rows: found.rows.map(row => ({
      customer: customerIdFromNumber(BigInt(row.customer_id)),
      case: row.case_number,
      started: `${row.started.replace(' ', 'T')}Z`,
      ended: `${row.ended.replace(' ', 'T')}Z`,
      activities: row.touchpoints.map(nameOf),
    })),
    cursor: offset + found.rows.length < found.total ? String(offset + found.rows.length) : null,
  }
}
