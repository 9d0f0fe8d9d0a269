import { every, i64, type Sql, sql, text, u32 } from '../../engines/clickhouse/index.ts'
import { instant } from '../../engines/clickhouse/sql.ts'
import type { Context } from '../../feature.ts'
import { activitiesOf } from './activities.ts'
import { duringSpans, keptSpans, narrowsJourneys } from './kept-spans.ts'
import { amongCondition, type Keeping, keepingOf, type Narrowing } from './kept-visits.ts'

/** What narrows views of pages: as everywhere, save that samples know no channel. `map` says which journeys are meant. */
export type SampleNarrowing = Omit<Narrowing, 'channel'> & { readonly map?: string | undefined }

export type SampleScope = {
  readonly workspace: number
  readonly filter: Pick<Narrowing, 'from' | 'to' | 'cohort' | 'segment' | 'sample'>
  /** The journeys into which they fall, where any are spoken of. */
  readonly during?: Keeping
}

/** @throws as `keepingOf`, and `not_found` for a map that there is none of. */
export async function sampleScopeOf(context: Context, { map, ...filter }: SampleNarrowing): Promise<SampleScope> {
  const { number: workspace } = context.workspace
  const { from, to, cohort, segment } = filter
  // Reads the filter for what it refuses.
  keepingOf(workspace, 0, { from, to, cohort, segment })
  if (!narrowsJourneys(filter)) return { workspace, filter }
  const activities = await activitiesOf(context, map)
  return { workspace, filter, during: keepingOf(workspace, activities.journey, filter, activities) }
}

/** When somebody was on a page is kept to a quarter of an hour: this is the last millisecond of it. */
const quarterMs = 900_000 - 1

/** Which views of pages are spoken of: one row each, with the customer whose it was. */
export function sampledViews(scope: SampleScope, page?: { readonly template: string; readonly viewport: string }): Sql {
  const { workspace, filter, during } = scope
  const [since, until] = [filter.from, filter.to].map(at => (at === undefined ? undefined : new Date(at)))
  const asked = every([
    sql`workspace_id = ${u32(workspace)}`,
    ...(page ? [sql`template = ${text(page.template)}`, sql`viewport = ${text(page.viewport)}`] : []),
    ...(since ? [sql`at >= ${instant(since)}`] : []),
    ...(until ? [sql`at < ${instant(until)}`] : []),
  ])
  const places = sql`select anchor, customer_id from customer_places where workspace_id = ${u32(workspace)}`
  return sql`
    select views.*, if(places.customer_id = 0, views.anchor, places.customer_id) as customer_id
    from (
      select * from page_samples_raw final
      where ${asked}${during ? sql` and (template, viewport, view_id) in (${viewsDuring(during, asked, places)})` : sql``}
    ) as views
    left join (${places}) as places on views.anchor = places.anchor
    where ${amongCondition(workspace, filter)}`
}

/** The views seen on these journeys, by their names alone: all that is told of a view would be planned with the journeys. */
function viewsDuring(during: Keeping, asked: Sql, places: Sql): Sql {
  const began = sql`toInt64(toUnixTimestamp(at)) * 1000`
  const sampled = sql`customer_id in (
    select if(found.customer_id = 0, sampled.anchor, found.customer_id)
    from (select distinct anchor from page_samples_raw where ${asked}) as sampled
    left join (${places}) as found on sampled.anchor = found.anchor)`
  const seen = sql`
    select
      seen.template as template, seen.viewport as viewport, seen.view_id as view_id, seen.at as at,
      if(whose.customer_id = 0, seen.anchor, whose.customer_id) as customer_id
    from (select template, viewport, view_id, anchor, at from page_samples_raw final where ${asked}) as seen
    left join (${places}) as whose on seen.anchor = whose.anchor`
  const spans = keptSpans(during, sampled)
  return sql`
    select template, viewport, view_id
    from (${duringSpans(seen, spans, { from: began, to: sql`${began} + ${i64(quarterMs)}` })})`
}

/** Whether a view has a click of the kind; 2 is fury, 3 nothing happened, 4 an error (`clickKinds`). */
export const hasClick = (kind: number): Sql => sql`has(click_kinds, ${u32(kind)})`
