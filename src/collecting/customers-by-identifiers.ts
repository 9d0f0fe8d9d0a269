import { sql } from '../engines/postgres/index.ts'
import type { Context } from '../feature.ts'
import { numberFromCustomerId } from '../vocabulary/id.ts'
import { identifierKinds } from '../vocabulary/identity.ts'
import { anchorOf, searchToken } from './anchor.ts'

/**
 * The customers that these values name: ids, old or new, identifiers of any kind, or what people are searched by. What
 * names nobody, or several, is left out.
 */
export async function customersByIdentifiers(
  context: Context,
  values: readonly string[],
): Promise<ReadonlyMap<string, bigint>> {
  const { postgres, workspace } = context
  const anchors: { readonly place: number; readonly anchor: string }[] = []
  for (const [place, value] of values.entries()) {
    const number = numberFromCustomerId(value)
    if (number !== undefined) anchors.push({ place, anchor: String(number) })
    for (const kind of identifierKinds)
      anchors.push({ place, anchor: String(anchorOf(context, workspace.number, kind, value)) })
  }
  const rows = await postgres.rows(sql<{ place: number; customer: string }>`
    select place, max(customer) as customer
    from (
      select told.place, customer
      from unnest(
        ${anchors.map(({ place }) => place)}::integer[], ${anchors.map(({ anchor }) => anchor)}::bigint[]
      ) as told (place, anchor)
      join collecting.identifiers on identifiers.workspace_id = ${workspace.number} and identifiers.anchor = told.anchor
      union all
      select told.place, customer
      from unnest(
        ${values.map((_, place) => place)}::integer[],
        ${values.map(value => String(searchToken(context, workspace.number, value)))}::bigint[]
      ) as told (place, token)
      join collecting.search_tokens
        on search_tokens.workspace_id = ${workspace.number} and search_tokens.token = told.token
      join collecting.identifiers
        on identifiers.workspace_id = ${workspace.number} and identifiers.anchor = search_tokens.anchor
    ) as found
    group by place
    having count(distinct customer) = 1`)
  return new Map(rows.map(row => [values[row.place]!, BigInt(row.customer)]))
}
