import type { getCustomer } from '../contract/collecting.ts'
import type { AnswerOf } from '../contract/route.ts'
import { sql } from '../engines/postgres/index.ts'
import type { Context } from '../feature.ts'
import { customerIdFromNumber } from '../vocabulary/id.ts'
import type { LinkRule } from '../vocabulary/identity.ts'
import { anchorsKnown, type KnownCustomer } from './customer-of.ts'
import { nameOf, readTraits } from './read-traits.ts'

const mostSuggestions = 10

/** Customers that a link would have joined with this one, had both not been known by an id of their own. */
export async function suggestMerges(
  context: Context,
  customer: KnownCustomer,
): Promise<AnswerOf<typeof getCustomer>['suggestions']> {
  const { postgres, workspace } = context
  const own = customer.anchors.map(({ anchor }) => String(anchor))
  const rows = await postgres.rows(sql<{ customer: string; rule: LinkRule; linked_at: Date }>`
    select others.customer, links.rule, min(links.linked_at) as linked_at
    from collecting.links as links
    join collecting.identifiers as others
      on others.workspace_id = links.workspace_id
      and others.anchor = case when links.one = any(${own}::bigint[]) then links.other else links.one end
    where links.workspace_id = ${workspace.number} and links.refusal = 'two_known' and links.severed_at is null
      and (links.one = any(${own}::bigint[]) or links.other = any(${own}::bigint[]))
      and others.customer <> ${String(customer.number)}::bigint
    group by others.customer, links.rule
    order by linked_at
    limit ${mostSuggestions}`)
  if (rows.length === 0) return []
  const anchors = await anchorsKnown(
    postgres,
    workspace.number,
    rows.map(row => BigInt(row.customer)),
  )
  const traits = await readTraits(
    context,
    postgres,
    workspace.number,
    anchors.map(({ anchor }) => anchor),
    'names',
  )
  const ownersOf = new Map(anchors.map(each => [each.anchor, each.customer]))
  return rows.map(row => {
    const id = customerIdFromNumber(BigInt(row.customer))
    const theirs = traits.filter(trait => ownersOf.get(trait.anchor) === BigInt(row.customer))
    return {
      customer: id,
      name: nameOf(id, theirs, context.may('personal.read')),
      reason: reasonOf(row.rule, row.linked_at, workspace),
    }
  })
}

function reasonOf(rule: LinkRule, at: Date, { locale, timeZone }: Context['workspace']): string {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(at)
  if (rule === 'alias')
    return locale === 'fr' ? `Le site les a dits identiques le ${day}.` : `The site said on ${day} that they are one.`
  return locale === 'fr' ? `Vus sur le même appareil le ${day}.` : `Seen on the same device on ${day}.`
}
