import { sql, type Transaction } from '../engines/postgres/index.ts'
import type { Actor, Context } from '../feature.ts'
import type { Moves } from './identities.ts'
import { insertPlaces } from './places.ts'
import { type Room, roomOf } from './room.ts'
import { touchGone } from './touched.ts'

/** What a member's change of links comes to: the anchors that it concerns, and what follows from it. */
export type IdentityChange<T> = {
  /** Changes links; answers the anchors whose customers are to be parted again. */
  readonly change: (transaction: Transaction) => Promise<readonly bigint[]>
  /** Judges the result and tells of it, in the same transaction. What it throws undoes everything. */
  readonly conclude: (transaction: Transaction, moves: Moves, room: Room) => Promise<T>
}

/** Changes who is who by a member's word, in both stores, or not at all. The traces follow. */
export function changeIdentity<T>(context: Context, { change, conclude }: IdentityChange<T>): Promise<T> {
  const room = roomOf(context)
  const workspace = context.workspace.number
  return room.inTurn(async () => {
    let told: Moves['places'] = new Map()
    try {
      return await context.postgres.transaction(async transaction => {
        const anchors = await change(transaction)
        const moves = await room.identities.repartition(transaction, workspace, anchors)
        const result = await conclude(transaction, moves, room)
        told = moves.places
        await touchGone(transaction, workspace, [...moves.customers])
        // Before the commit, as in the mover: whoever writes traces after it finds the places.
        await insertPlaces(context.clickhouse, workspace, moves.places)
        return result
      })
    } catch (error) {
      room.identities.forget(workspace)
      // Told and then not committed: the analytical store hears what still holds.
      if (told.size > 0) await tellPlaces(context, [...told.keys()])
      throw error
    }
  })
}

async function tellPlaces(context: Context, anchors: readonly bigint[]): Promise<void> {
  const workspace = context.workspace.number
  const rows = await context.postgres.rows(sql<{ anchor: string; customer: string }>`
    select anchor, customer
    from collecting.identifiers
    where workspace_id = ${workspace} and anchor = any(${anchors.map(String)}::bigint[])`)
  await insertPlaces(
    context.clickhouse,
    workspace,
    new Map(rows.map(row => [BigInt(row.anchor), BigInt(row.customer)])),
  )
}

/** Who made a link, as it is kept beside it. */
export function makerOf(actor: Actor): string {
  if (actor.kind === 'member') return `member:${actor.memberId}`
  return actor.kind === 'key' ? `key:${actor.keyId}` : actor.kind
}
