import type { splitCustomer as splitCustomerRoute } from '../contract/collecting.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import { sql as clickhouseSql, u32, u64s } from '../engines/clickhouse/index.ts'
import { sql, type Transaction } from '../engines/postgres/index.ts'
import type { Context } from '../feature.ts'
import { customerIdFromNumber, numberFromCustomerId } from '../vocabulary/id.ts'
import { problem } from '../vocabulary/problem.ts'
import { changeIdentity } from './change-identity.ts'
import { anchorsKnown, customerOf, type KnownCustomer } from './customer-of.ts'

const reasons = {
  notTheirs: {
    fr: 'un des identifiants n’est pas (ou plus) à ce client',
    en: 'one of the identifiers is not (or no longer) this customer’s',
  },
  nobodyLeft: { fr: 'au moins un identifiant doit rester', en: 'at least one identifier has to stay' },
} as const

/**
 * Takes identifiers away from a customer: the links between them and the rest are severed and stay so, even when the
 * evidence that made them arrives again. Answers everybody that the customer has become.
 */
export async function splitCustomer(
  context: Context,
  { params, body }: InputOf<typeof splitCustomerRoute>,
): Promise<AnswerOf<typeof splitCustomerRoute>> {
  const workspace = context.workspace.number
  let before: readonly bigint[] = []
  return changeIdentity(context, {
    change: async transaction => {
      const customer = await customerOf(transaction, workspace, params.customer)
      before = customer.anchors.map(({ anchor }) => anchor)
      const chosen = new Set(body.anchors.map(numberFromCustomerId))
      if (before.filter(anchor => chosen.has(anchor)).length !== chosen.size)
        throw problem('input_invalid', { reason: reasons.notTheirs })
      const leaving = leavingOf(customer, chosen)
      const staying = before.filter(anchor => !leaving.includes(anchor))
      if (staying.length === 0) throw problem('input_invalid', { reason: reasons.nobodyLeft })
      await transaction.run(sql`
        update collecting.links
        set severed_at = ${context.now()}
        where workspace_id = ${workspace} and severed_at is null
          and (
            (one = any(${leaving.map(String)}::bigint[]) and other = any(${staying.map(String)}::bigint[]))
            or (one = any(${staying.map(String)}::bigint[]) and other = any(${leaving.map(String)}::bigint[]))
          )`)
      // A shared browser goes on for whom it was parted from only if it is still theirs.
      await transaction.run(sql`
        update collecting.identifiers
        set current_anchor = null
        where workspace_id = ${workspace}
          and (
            (anchor = any(${leaving.map(String)}::bigint[]) and current_anchor = any(${staying.map(String)}::bigint[]))
            or (anchor = any(${staying.map(String)}::bigint[]) and current_anchor = any(${leaving.map(String)}::bigint[]))
          )`)
      return before
    },
    conclude: async (transaction, _moves, room) => {
      // What is remembered of them was read before the links were severed.
      room.identities.forget(workspace)
      const customers = await customersOf(transaction, workspace, before)
      await rememberSeen(context, transaction, customers)
      const ids = customers.map(customerIdFromNumber)
      await context.post(transaction, {
        kind: 'customer.split',
        workspace,
        actor: context.actor,
        details: { customer: params.customer, taken: body.anchors.join(' '), into: ids.join(' ').slice(0, 1000) },
      })
      return { customers: ids }
    },
  })
}

/**
 * The chosen identifiers. Where several people were joined, the one whose own id is chosen leaves with what was theirs
 * before: taking a merge back gives each side its own again.
 */
function leavingOf({ anchors }: KnownCustomer, chosen: ReadonlySet<bigint | undefined>): readonly bigint[] {
  const people = new Set(anchors.map(({ core }) => core))
  return anchors
    .filter(({ anchor, core }) => chosen.has(anchor) || (people.size > 1 && chosen.has(core)))
    .map(({ anchor }) => anchor)
}

async function customersOf(
  transaction: Transaction,
  workspace: number,
  anchors: readonly bigint[],
): Promise<readonly bigint[]> {
  const rows = await transaction.rows(sql<{ customer: string }>`
    select distinct customer
    from collecting.identifiers
    where workspace_id = ${workspace} and anchor = any(${anchors.map(String)}::bigint[])`)
  return rows.map(row => BigInt(row.customer))
}

/** First and last sight of each, from their own events: while they were one, they shared them. */
async function rememberSeen(context: Context, transaction: Transaction, customers: readonly bigint[]): Promise<void> {
  const workspace = context.workspace.number
  const anchors = await anchorsKnown(transaction, workspace, customers)
  const rows = await context.clickhouse.rows<{ anchor: string; first: string; last: string }>(clickhouseSql`
    select
      anchor,
      toUnixTimestamp64Milli(min(occurred_at)) as first,
      toUnixTimestamp64Milli(max(occurred_at)) as last
    from events
    where workspace_id = ${u32(workspace)}
      and anchor in (select arrayJoin(${u64s(anchors.map(({ anchor }) => anchor))}))
    group by anchor`)
  const spans = new Map(rows.map(row => [row.anchor, row]))
  for (const customer of customers) {
    const seen = anchors
      .filter(each => each.customer === customer)
      .map(({ anchor, firstSeenAt, lastSeenAt }) => {
        const span = spans.get(String(anchor))
        return span
          ? { first: Number(span.first), last: Number(span.last) }
          : { first: firstSeenAt.getTime(), last: lastSeenAt.getTime() }
      })
    await transaction.run(sql`
      update collecting.customers
      set
        first_seen_at = ${new Date(Math.min(...seen.map(({ first }) => first)))},
        last_seen_at = ${new Date(Math.max(...seen.map(({ last }) => last)))}
      where workspace_id = ${workspace} and customer = ${String(customer)}::bigint`)
  }
}
