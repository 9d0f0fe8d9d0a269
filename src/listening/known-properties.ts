import type { knownProperties as knownPropertiesRoute } from '../contract/known-events.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import { instant, sql, text, u32 } from '../engines/clickhouse/index.ts'
import type { Context } from '../feature.ts'

const looked = 20_000
const mostProperties = 60
const mostValues = 20
const dayMs = 86_400_000

/** Which properties do the latest events of a name have, and which values of them have enough customers to be told? */
export async function knownProperties(
  { clickhouse, workspace, now }: Context,
  { query }: InputOf<typeof knownPropertiesRoute>,
): Promise<AnswerOf<typeof knownPropertiesRoute>> {
  const since = new Date(now().getTime() - 90 * dayMs)
  const rows = await clickhouse.rows<{ property: string; value: string }>(sql`
    with latest as (
      select anchor, texts, numbers
      from events
      where workspace_id = ${u32(workspace.number)} and name = ${text(query.event)} and measurable = 1
        and occurred_at > ${instant(since)}
      limit ${u32(looked)}
    )
    select pair.1 as property, pair.2 as value, count() as amount, uniqExact(anchor) as customers
    from latest
    array join arrayConcat(
      arrayMap((key, said) -> (key, substring(said, 1, 80)), mapKeys(texts), mapValues(texts)),
      arrayMap(key -> (key, ''), mapKeys(numbers))
    ) as pair
    group by property, value
    having customers >= ${u32(Math.max(1, workspace.minimumGroup))} or value = ''
    order by property, amount desc, value
    limit ${u32(mostValues)} by property
    limit ${u32(mostProperties * mostValues)}`)
  const values = Map.groupBy(rows, ({ property }) => property)
  return {
    properties: [...values].slice(0, mostProperties).map(([name, own]) => ({
      name,
      values: own.flatMap(({ value }) => (value === '' ? [] : [value])),
    })),
  }
}
