import { audit } from '../../admitting/index.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type {
  addSuppressions as addSuppressionsRoute,
  listSuppressions as listSuppressionsRoute,
  removeSuppression as removeSuppressionRoute,
} from '../../contract/survey-suppressions.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { masked } from '../../vocabulary/mask.ts'
import { plainNumber } from '../../vocabulary/phone-number.ts'
import { problem } from '../../vocabulary/problem.ts'
import type { SuppressionReason } from '../../vocabulary/survey/invitation.ts'
import { plainAddress } from './compose.ts'
import { addressToken, unsealed } from './seal.ts'
import { suppress } from './suppressed.ts'

type Row = {
  channel: 'email' | 'sms'
  address_token: string
  reason: SuppressionReason
  since: Date
  address_sealed: Buffer | null
}

export async function listSuppressions(
  context: Context,
  { query }: InputOf<typeof listSuppressionsRoute>,
): Promise<AnswerOf<typeof listSuppressionsRoute>> {
  const { postgres, workspace } = context
  const [at, token] = (query.cursor ?? '').split(' ')
  const isFirst = token === undefined || Number.isNaN(Date.parse(at ?? ''))
  const rows = await postgres.rows(sql<Row>`
    select channel, address_token, reason, since, address_sealed
    from listening.suppressions
    where workspace_id = ${workspace.number} and channel in ('email', 'sms')
      and (
        ${isFirst}
        or (since, address_token) < (${isFirst ? null : new Date(at ?? '')}::timestamptz, ${token ?? null}::text)
      )
    order by since desc, address_token desc
    limit ${query.limit + 1}`)
  const counted = await postgres.first(sql<{ amount: string }>`
    select count(*) as amount from listening.suppressions where workspace_id = ${workspace.number}`)
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  const mayRead = context.may('personal.read')
  return {
    suppressions: page.map(row => {
      const address = row.address_sealed && unsealed(context, workspace.number, row.address_sealed)
      return {
        id: `${row.channel}-${row.address_token}`,
        channel: row.channel,
        address: address && (mayRead ? address : masked(address)),
        reason: row.reason,
        since: row.since.toISOString(),
      }
    }),
    total: Number(counted?.amount ?? 0),
    cursor: rows.length > query.limit && last ? `${last.since.toISOString()} ${last.address_token}` : null,
  }
}

/** One line an address, mail or telephone, as a spreadsheet leaves it. The same list twice changes nothing. */
export async function addSuppressions(
  context: Context,
  { body }: InputOf<typeof addSuppressionsRoute>,
): Promise<AnswerOf<typeof addSuppressionsRoute>> {
  const { number } = context.workspace
  const left: { line: number; text: string }[] = []
  return context.postgres.transaction(async transaction => {
    let [added, known] = [0, 0]
    for (const [at, line] of body.lines.entries()) {
      const told = line.replace(/^["'\s]+|["'\s;,]+$/g, '')
      if (told === '') continue
      const phone = told.includes('@') ? undefined : plainNumber(told)
      const address = phone ?? (plainAddress.test(told) ? told : undefined)
      if (address === undefined) {
        // Whoever pasted it knows what it was; enough is told to find the line again.
        left.push({ line: at + 1, text: told.slice(0, 40) })
        continue
      }
      const channel = phone === undefined ? 'email' : 'sms'
      const token = addressToken(context, number, channel, address)
      const isNew = await suppress(context, transaction, number, { channel, token, address, reason: 'excluded' })
      if (isNew) added++
      else known++
    }
    await audit(context, transaction, 'survey.addresses_excluded', { added, known, left: left.length })
    return { added, known, left: left.slice(0, 500) }
  })
}

/** @throws problem `not_found`. */
export async function removeSuppression(
  context: Context,
  { params }: InputOf<typeof removeSuppressionRoute>,
): Promise<AnswerOf<typeof removeSuppressionRoute>> {
  const [, channel, token] = /^(email|sms)-([0-9a-f]{64})$/.exec(params.suppression) ?? []
  await context.postgres.transaction(async transaction => {
    const removed = await transaction.first(sql<{ reason: string }>`
      delete from listening.suppressions
      where workspace_id = ${context.workspace.number} and channel = ${channel ?? ''} and address_token = ${token ?? ''}
      returning reason`)
    if (!removed) throw problem('not_found', { what: 'address' })
    await transaction.run(sql`
      delete from listening.soft_bounces
      where workspace_id = ${context.workspace.number} and channel = ${channel ?? ''} and address_token = ${token ?? ''}`)
    await audit(context, transaction, 'survey.address_allowed', { channel: channel ?? '', reason: removed.reason })
  })
}
