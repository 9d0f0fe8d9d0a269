import type { askVariants as askVariantsRoute } from '../../contract/exploring.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { hiddenCells } from '../../vocabulary/survey/suppression.ts'
import { activitiesOf } from '../filtering/activities.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { hasGoal } from '../maps/has-goal.ts'
import { hasEnough } from '../questions/has-enough.ts'
import { describeVariants, listVariants, tellVariants, type VariantCount } from '../questions/list-variants.ts'

/** The variants of lived journeys. Those of too few customers are told as one bucket, so that shares add up to 1. */
export async function askVariants(
  context: Context,
  { query }: InputOf<typeof askVariantsRoute>,
): Promise<AnswerOf<typeof askVariantsRoute>> {
  const { clickhouse, workspace } = context
  const { map: mapId, collapsed: asked, limit, ...filter } = query
  const collapsed = asked === 'true'
  const activities = await activitiesOf(context, mapId)
  const { minimumGroup } = activities
  const keeping = keepingOf(workspace.number, activities.journey, filter, activities)
  if (!(await hasEnough(clickhouse, keeping, minimumGroup)))
    return { cases: 0, variants: 0, rows: [], other: { variants: 0, cases: 0, share: 0 } }
  const { rows: found, ...whole } = await listVariants(clickhouse, keeping, { collapsed, most: limit })
  const outcomes = await describeVariants(
    clickhouse,
    keeping,
    found.map(row => row.variant),
    collapsed,
  )
  const outcomeOf = new Map(outcomes.map(row => [row.variant, row]))
  const customersOf = ({ variant }: VariantCount) => Number(outcomeOf.get(variant)?.customers ?? 0)
  // Variants sum to all cases. Those further down than asked hide as well; where there are none, others have to.
  const all = found.length === whole.variants
  const hidden = all
    ? hiddenCells(
        found.map(row => ({ customers: customersOf(row) })),
        minimumGroup,
      )
    : new Set<number>()
  const shown = found.filter((row, index) => customersOf(row) >= minimumGroup && !hidden.has(index))
  const stories = await tellVariants(
    clickhouse,
    keeping,
    shown.map(row => outcomeOf.get(row.variant)!),
    collapsed,
  )
  const goal = activities.map !== undefined && hasGoal(activities.map.journey)
  let covered = 0
  const rows = shown.map(row => {
    const outcome = outcomeOf.get(row.variant)!
    const cases = Number(row.cases)
    const scoredCustomers = Number(outcome.scored_customers)
    covered += cases
    return {
      variant: row.variant,
      activities: (stories.get(row.variant) ?? []).map(activities.nameOf),
      cases,
      share: cases / whole.cases,
      coverage: covered / whole.cases,
      medianSeconds: outcome.span_seconds[0],
      p90Seconds: outcome.span_seconds[1],
      completed: goal ? Number(outcome.completed) : null,
      score: scoredCustomers > 0 && scoredCustomers >= workspace.minimumGroup ? outcome.score : null,
      scoredCustomers,
    }
  })
  const left = whole.cases - covered
  return {
    ...whole,
    rows,
    other: {
      variants: whole.variants - rows.length,
      cases: left,
      share: whole.cases === 0 ? 0 : left / whole.cases,
    },
  }
}
