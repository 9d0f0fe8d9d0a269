import type { listFunnel as listFunnelRoute } from '../../contract/measuring-lists.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { customerIdFromNumber } from '../../vocabulary/id.ts'
import { problem } from '../../vocabulary/problem.ts'
import { funnelAskOf } from '../asking/ask-funnel.ts'
import { activitiesOf } from '../filtering/activities.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { listFunnelled } from '../questions/count-funnel.ts'
import { tellPage } from '../questions/page-of.ts'

/** Who came to a step of a funnel, or stopped there, the latest first. */
export async function listFunnel(
  context: Context,
  { query }: InputOf<typeof listFunnelRoute>,
): Promise<AnswerOf<typeof listFunnelRoute>> {
  const { clickhouse, workspace } = context
  const { map, steps, within, stepWithin, mode, by, step, behind, cursor, limit, ...filter } = query
  const activities = await activitiesOf(context, map)
  const { ask } = funnelAskOf({ steps, within, stepWithin, mode, by, trait: undefined }, activities)
  if (step > ask.steps.length) throw problem('not_found', { what: 'step' })
  const keeping = keepingOf(workspace.number, activities.journey, filter, activities)
  const offset = Number(cursor ?? 0) || 0
  const found = await listFunnelled(clickhouse, keeping, ask, { step, behind }, { offset, limit })
  if (behind === 'dropped' && step < ask.steps.length && activities.minimumGroup > 0) {
    // Beside those who came here, who stopped would say how many went on.
    const further = { step: step + 1, behind: 'reached' } as const
    const { customers } = await listFunnelled(clickhouse, keeping, ask, further, { offset: 0, limit: 1 })
    if (customers > 0 && customers < activities.minimumGroup) return { total: 0, hidden: true, rows: [], cursor: null }
  }
  const iso = (at: string) => new Date(Number(at)).toISOString()
  return tellPage(found, offset, activities.minimumGroup, row => ({
    customer: customerIdFromNumber(BigInt(row.customer_id)),
    steps: row.level,
    first: iso(row.first),
    last: iso(row.last),
  }))
}
