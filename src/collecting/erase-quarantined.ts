import { sql } from '../engines/postgres/index.ts'
import type { Context } from '../feature.ts'
import { identifierText } from '../vocabulary/message.ts'
import { parsedJson } from '../vocabulary/parsed-json.ts'
import { anchorOf } from './anchor.ts'
import type { KnownCustomer } from './customer-of.ts'
import { messageOf } from './quarantine.ts'
import { readTraits } from './read-traits.ts'

const atOnce = 200

/**
 * Removes the refused messages that name one of these customers, by an identifier or by an address that is known of
 * them. They are sealed together, so each is opened: what names nobody cannot be found and is left.
 */
export async function eraseQuarantined(context: Context, customers: readonly KnownCustomer[]): Promise<void> {
  const { postgres } = context
  const workspace = context.workspace.number
  const anchors = new Set(customers.flatMap(({ anchors: own }) => own.map(({ anchor }) => anchor)))
  const traits = await readTraits(context, postgres, workspace, [...anchors])
  const addresses = traits
    .filter(({ key, value }) => value.length >= 6 && (value.includes('@') || /phone|mobile/i.test(key)))
    .map(({ value }) => value.trim().toLowerCase())
  const names = (text: string) => {
    const folded = text.toLowerCase()
    if (addresses.some(address => folded.includes(address))) return true
    const message = parsedJson(text)
    if (typeof message !== 'object' || message === null) return false
    const { userId, anonymousId, previousId } = message as Record<string, unknown>
    return (
      [
        ['user_id', userId],
        ['user_id', previousId],
        ['anonymous_id', anonymousId],
        ['anonymous_id', previousId],
      ] as const
    ).some(([kind, given]) => {
      const value = identifierText(given)
      return value !== undefined && anchors.has(anchorOf(context, workspace, kind, value))
    })
  }
  let last = ''
  for (;;) {
    const rows = await postgres.rows(sql<{ id: string; message_sealed: Buffer }>`
      select id, message_sealed
      from collecting.quarantine
      where workspace_id = ${workspace} and id > ${last}
      order by id
      limit ${atOnce}`)
    if (rows.length === 0) return
    last = rows.at(-1)!.id
    const theirs = rows.filter(row => names(messageOf(context, row))).map(row => row.id)
    if (theirs.length > 0)
      await postgres.run(sql`
        delete from collecting.quarantine where workspace_id = ${workspace} and id = any(${theirs}::text[])`)
  }
}
