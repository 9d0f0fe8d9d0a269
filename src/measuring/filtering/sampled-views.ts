import { every, type Sql, sql, text, u32 } from '../../engines/clickhouse/index.ts'
import { instant } from '../../engines/clickhouse/sql.ts'
import { problem } from '../../vocabulary/problem.ts'
import { amongCondition } from './kept-visits.ts'

export type SampleFilter = {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly cohort?: string | undefined
  readonly segment?: string | undefined
}

/** Which views of pages are spoken of: one row each, with the customer whose it was. */
export function sampledViews(
  workspace: number,
  { from, to, cohort, segment }: SampleFilter,
  page?: { readonly template: string; readonly viewport: string },
): Sql {
  const [since, until] = [from, to].map(at => (at === undefined ? undefined : new Date(at)))
  if (since && until && since >= until)
    throw problem('input_invalid', {
      reason: { en: 'the period ends before it begins', fr: 'la période finit avant de commencer' },
    })
  return sql`
    select views.*, if(places.customer_id = 0, views.anchor, places.customer_id) as customer_id
    from (
      select *
      from page_samples_raw final
      where ${every([
        sql`workspace_id = ${u32(workspace)}`,
        ...(page ? [sql`template = ${text(page.template)}`, sql`viewport = ${text(page.viewport)}`] : []),
        ...(since ? [sql`at >= ${instant(since)}`] : []),
        ...(until ? [sql`at < ${instant(until)}`] : []),
      ])}
    ) as views
    left join (
      select anchor, customer_id from customer_places where workspace_id = ${u32(workspace)}
    ) as places on views.anchor = places.anchor
    where ${amongCondition(workspace, { cohort, segment })}`
}

/** Whether a view has a click of the kind; 2 is fury, 3 nothing happened, 4 an error (`clickKinds`). */
export const hasClick = (kind: number): Sql => sql`has(click_kinds, ${u32(kind)})`
