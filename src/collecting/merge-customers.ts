import type { mergeCustomers as mergeCustomersRoute } from '../contract/collecting.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import { sql } from '../engines/postgres/index.ts'
import type { Context } from '../feature.ts'
import { customerIdFromNumber } from '../vocabulary/id.ts'
import { problem } from '../vocabulary/problem.ts'
import { changeIdentity, makerOf } from './change-identity.ts'
import { customerOf } from './customer-of.ts'

const reasons = {
  same: { fr: 'ils ne font déjà qu’un', en: 'they are one already' },
  too_many_known: {
    fr: 'ensemble ils porteraient plus d’identifiants connus qu’une personne n’en a',
    en: 'together they would carry more known identifiers than one person has',
  },
  too_large: {
    fr: 'trop d’identifiants sont liés entre eux pour qu’on en joigne d’autres',
    en: 'too many identifiers are linked together for more to be joined',
  },
} as const

/** Says that two customers are one. Taken back by `splitCustomer`. */
export async function mergeCustomers(
  context: Context,
  { params, body }: InputOf<typeof mergeCustomersRoute>,
): Promise<AnswerOf<typeof mergeCustomersRoute>> {
  const workspace = context.workspace.number
  let one = 0n
  let other = 0n
  return changeIdentity(context, {
    change: async transaction => {
      const [first, second] = [
        await customerOf(transaction, workspace, params.customer),
        await customerOf(transaction, workspace, body.other),
      ]
      if (first.number === second.number) throw problem('merge_refused', { reason: reasons.same })
      ;[one, other] = first.number < second.number ? [first.number, second.number] : [second.number, first.number]
      await transaction.run(sql`
        insert into collecting.links (workspace_id, one, other, rule, linked_at, made_by)
        values (
          ${workspace}, ${String(one)}::bigint, ${String(other)}::bigint, 'manual', ${context.now()}, ${makerOf(context.actor)}
        )
        on conflict (workspace_id, one, other, rule) do update
        set linked_at = excluded.linked_at, made_by = excluded.made_by, severed_at = null, refusal = null`)
      return [one, other]
    },
    conclude: async (transaction, moves) => {
      const rows = await transaction.rows(sql<{ customer: string }>`
        select distinct customer
        from collecting.identifiers
        where workspace_id = ${workspace} and anchor in (${String(one)}::bigint, ${String(other)}::bigint)`)
      if (rows.length !== 1) {
        const refused = await transaction.first(sql<{ refusal: string | null }>`
          select refusal
          from collecting.links
          where workspace_id = ${workspace} and one = ${String(one)}::bigint and other = ${String(other)}::bigint
            and rule = 'manual'`)
        throw problem('merge_refused', { reason: refused?.refusal ? reasons.too_many_known : reasons.too_large })
      }
      const customer = customerIdFromNumber(BigInt(rows[0]!.customer))
      await context.post(transaction, {
        kind: 'customer.merged',
        workspace,
        actor: context.actor,
        details: {
          customer,
          one: customerIdFromNumber(one),
          other: customerIdFromNumber(other),
          identifiers: moves.places.size,
        },
      })
      return { customer, link: `${customerIdFromNumber(one)}.${customerIdFromNumber(other)}` }
    },
  })
}
