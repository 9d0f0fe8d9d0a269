import type { Installation } from '../feature.ts'
import { type Arrivals, openArrivals } from './arrivals.ts'
import { type Forgotten, openForgotten } from './forgotten.ts'
import { type Identities, openIdentities } from './identities.ts'
import { openTurn, type Turn } from './turn.ts'
import { openVault, type Vault } from './vault.ts'

/** What collecting keeps open for an installation: the queue of arrivals, the known identities, the keys. */
export type Room = {
  readonly arrivals: Arrivals
  readonly identities: Identities
  readonly vault: Vault
  readonly forgotten: Forgotten
  /** Whatever changes who is who takes its turn. */
  readonly inTurn: Turn
  /** Whatever clears the event tables of customers takes another: of two at once, each would rewrite them. */
  readonly clearing: Turn
}

const rooms = new WeakMap<object, Room>()

/** The room of this installation, opened at its first use. The store it stands on tells installations apart. */
export function roomOf(installation: Installation): Room {
  const known = rooms.get(installation.postgres)
  if (known) return known
  const vault = openVault(installation)
  const room = {
    arrivals: openArrivals(installation),
    identities: openIdentities(installation, vault),
    vault,
    forgotten: openForgotten(),
    inTurn: openTurn(),
    clearing: openTurn(),
  }
  rooms.set(installation.postgres, room)
  return room
}
