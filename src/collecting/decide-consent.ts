import type { decideConsent as decideConsentRoute } from '../contract/collecting.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import { sql } from '../engines/postgres/index.ts'
import type { Context } from '../feature.ts'
import { type Consents, laterConsents } from '../vocabulary/consent.ts'
import { problem } from '../vocabulary/problem.ts'
import { customerOf } from './customer-of.ts'
import { refreshCustomers } from './identity-store.ts'
import { readConsents } from './read-consents.ts'
import { roomOf } from './room.ts'

const toleratedFutureMs = 5 * 60_000

/**
 * Records a decision that reached the company otherwise than by an SDK. It holds for everybody that the customer was
 * joined from, as it was said by the one person that they are taken for. An older decision changes nothing but the ledger.
 */
export async function decideConsent(
  context: Context,
  { params, body }: InputOf<typeof decideConsentRoute>,
): Promise<AnswerOf<typeof decideConsentRoute>> {
  const { postgres } = context
  const workspace = context.workspace.number
  const now = context.now()
  const decidedAt = body.decidedAt === undefined ? now : new Date(body.decidedAt)
  if (decidedAt.getTime() > now.getTime() + toleratedFutureMs)
    throw problem('input_invalid', {
      reason: { fr: 'la date de la décision est dans le futur', en: 'the date of the decision lies in the future' },
    })
  return roomOf(context).inTurn(() =>
    postgres.transaction(async transaction => {
      const customer = await customerOf(transaction, workspace, params.customer)
      const cores = new Set(customer.anchors.map(({ core }) => core))
      const heads = customer.anchors.filter(({ anchor }) => cores.has(anchor)).map(({ anchor }) => String(anchor))
      await transaction.run(sql`
        insert into collecting.consent_decisions (workspace_id, anchor, purpose, decision, decided_at, method, source)
        select ${workspace}, anchor, ${body.purpose}, ${body.decision}, ${decidedAt}, ${keepable(body.method ?? '')}, ${sourceOf(context)}
        from unnest(${heads}::bigint[]) as heads (anchor)`)
      const rows = await transaction.rows(sql<{ anchor: string; consents: Consents | null }>`
        select anchor, consents
        from collecting.identifiers
        where workspace_id = ${workspace} and anchor = any(${heads}::bigint[])`)
      for (const row of rows) {
        const consents = laterConsents(row.consents ?? {}, {
          [body.purpose]: { decision: body.decision, at: decidedAt.toISOString() },
        })
        await transaction.run(sql`
          update collecting.identifiers
          set consents = ${JSON.stringify(consents)}::jsonb
          where workspace_id = ${workspace} and anchor = ${row.anchor}::bigint`)
      }
      await refreshCustomers(transaction, workspace, [customer.number])
      await context.post(transaction, {
        kind: 'customer.consented',
        workspace,
        actor: context.actor,
        details: {
          customer: customer.id,
          purpose: body.purpose,
          decision: body.decision,
          decidedAt: decidedAt.toISOString(),
        },
      })
      const anchors = customer.anchors.map(({ anchor }) => anchor)
      return { consents: await readConsents(transaction, workspace, customer.number, anchors) }
    }),
  )
}

/** What the ledger says of where a decision came from. */
function sourceOf({ actor }: Context): string {
  return actor.kind === 'member' ? 'member' : actor.kind === 'key' ? 'API' : actor.kind
}

/** What a member typed, without what a store cannot hold. */
function keepable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '')
}
