import type { Installation } from '../feature.ts'
import { type Arrivals, openArrivals } from './arrivals.ts'
import { type Identities, openIdentities } from './identities.ts'
import { openVault, type Vault } from './vault.ts'

/** What collecting keeps open for an installation: the queue of arrivals, the known identities, the keys. */
export type Room = { readonly arrivals: Arrivals; readonly identities: Identities; readonly vault: Vault }

const rooms = new WeakMap<object, Room>()

/** The room of this installation, opened at its first use. The store it stands on tells installations apart. */
export function roomOf(installation: Installation): Room {
  const known = rooms.get(installation.postgres)
  if (known) return known
  const vault = openVault(installation)
  const room = { arrivals: openArrivals(installation), identities: openIdentities(installation, vault), vault }
  rooms.set(installation.postgres, room)
  return room
}
