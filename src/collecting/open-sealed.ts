import { sql } from '../engines/postgres/index.ts'
import type { Context } from '../feature.ts'
import { roomOf } from './room.ts'

/** The personal values and free text of these events, by message id, in the clear. Ask only for those who may read. */
export async function openSealed(
  context: Context,
  events: readonly { readonly anchor: bigint; readonly message: string }[],
): Promise<ReadonlyMap<string, Record<string, string>>> {
  const opened = new Map<string, Record<string, string>>()
  if (events.length === 0) return opened
  const { postgres, workspace } = context
  const { vault } = roomOf(context)
  const rows = await postgres.rows(sql<{ anchor: string; message: string; sealed: Buffer }>`
    select sealed_values.anchor, sealed_values.message, sealed
    from collecting.sealed_values
    join unnest(
      ${events.map(({ anchor }) => String(anchor))}::bigint[],
      ${events.map(({ message }) => message)}::uuid[]
    ) as asked (anchor, message)
      on asked.anchor = sealed_values.anchor and asked.message = sealed_values.message
    where workspace_id = ${workspace.number}`)
  await vault.load(
    postgres,
    workspace.number,
    rows.map(row => BigInt(row.anchor)),
  )
  for (const row of rows) {
    const text = await vault.open(postgres, workspace.number, BigInt(row.anchor), row.sealed)
    if (text !== undefined) opened.set(row.message, JSON.parse(text) as Record<string, string>)
  }
  return opened
}
