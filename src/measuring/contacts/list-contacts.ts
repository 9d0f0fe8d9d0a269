import type { listContacts as listContactsRoute } from '../../contract/measuring-contacts.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import { every, sql, text } from '../../engines/clickhouse/index.ts'
import type { Context } from '../../feature.ts'
import { customerIdFromNumber } from '../../vocabulary/id.ts'
import { hiddenContacts, nothingTold } from '../asking/hidden-figures.ts'
import { smallestTold } from '../asking/told-figures.ts'
import { contactConditions, countContacts, knownUntil } from '../questions/count-contacts.ts'
import { listTheContacts } from '../questions/list-contacts.ts'
import { tellParts } from './ask-contacts.ts'
import { spokenOf } from './contact-rows.ts'
import { contactRuleOf } from './contact-rule.ts'
import { contactScopeOf, partContactQuery } from './contact-scope.ts'

/** The contacts behind one number, by the very condition that counted it; none where the number is kept back. */
export async function listContacts(
  context: Context,
  { query }: InputOf<typeof listContactsRoute>,
): Promise<AnswerOf<typeof listContactsRoute>> {
  const { clickhouse, workspace } = context
  const { behind, days: within, ofReason, ofChannel, cursor, limit, ...asked } = query
  const { filter, said } = partContactQuery(asked)
  const [scope, rule, until] = await Promise.all([
    contactScopeOf(context, filter),
    contactRuleOf(context, said),
    knownUntil(clickhouse, workspace.number, context.now()),
  ])
  const days = within ?? rule.days
  const condition = every([
    spokenOf(filter),
    ...(behind === 'contacts' ? [] : [contactConditions(days, until)[behind]]),
    ...(ofReason === undefined ? [] : [sql`reason = ${text(ofReason === '-' ? '' : ofReason)}`]),
    ...(ofChannel === undefined ? [] : [sql`channel = ${text(ofChannel)}`]),
  ])
  const minimum = smallestTold(context)
  if (minimum > 1 && (ofReason !== undefined || ofChannel !== undefined)) {
    const spoken = spokenOf(filter)
    const rows = await countContacts(clickhouse, rule, scope, { spoken, days: [days], until })
    const isHidden = hiddenContacts(rows, tellParts(rows, minimum), minimum)
    if (isHidden(ofReason === '-' ? '' : ofReason, ofChannel)) return nothingTold
  }
  const offset = Number(cursor ?? 0) || 0
  const found = await listTheContacts(clickhouse, rule, scope, condition, { offset, limit })
  if (found.customers > 0 && found.customers < minimum) return nothingTold
  return {
    total: found.total,
    hidden: false,
    rows: found.rows.map(row => ({
      customer: customerIdFromNumber(BigInt(row.customer_id)),
      at: iso(Number(row.at)),
      channel: row.channel,
      name: row.name,
      reason: row.reason,
      before: row.before === null ? null : iso(row.before),
      after: row.after === null ? null : iso(row.after),
    })),
    cursor: offset + found.rows.length < found.total ? String(offset + found.rows.length) : null,
  }
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
