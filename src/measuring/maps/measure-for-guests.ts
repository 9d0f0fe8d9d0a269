import type { Context, Installation, Workspace } from '../../feature.ts'
import type { LivedMap } from '../../mapping/index.ts'
import { Problem } from '../../vocabulary/problem.ts'
import { livedMap } from './draw-measured-map.ts'
import { measureMap } from './measure-map.ts'

/** A public page may be read by anybody, as often as they like: what it shows is measured once in ten minutes. */
const keptMs = 10 * 60_000
const mostKept = 200
const days = 90

const kept = new WeakMap<
  object,
  Map<string, { readonly until: number; readonly lived: Promise<LivedMap | undefined> }>
>()

/** What a guest may know of what was lived on a map over the last ninety days; nothing of what a confidential lane tells. */
export function measureForGuests(
  installation: Installation,
  workspace: Workspace,
  map: string,
): Promise<LivedMap | undefined> {
  const known = kept.get(installation.postgres) ?? new Map()
  kept.set(installation.postgres, known)
  const key = `${workspace.number} ${map}`
  const now = installation.now().getTime()
  const last = known.get(key)
  if (last && last.until > now && last.until <= now + keptMs) return last.lived
  const lived = measured(installation, workspace, map)
  known.delete(key)
  known.set(key, { until: now + keptMs, lived })
  lived.catch(() => known.delete(key))
  for (const oldest of known.keys()) {
    if (known.size <= mostKept) break
    known.delete(oldest)
  }
  return lived
}

async function measured(installation: Installation, workspace: Workspace, map: string): Promise<LivedMap | undefined> {
  const to = installation.now()
  const from = new Date(to.getTime() - days * 86_400_000)
  // Whoever holds an address sees what a key sees: no lane that is not for everybody.
  const guest: Context = {
    ...installation,
    workspace,
    actor: { kind: 'key', keyId: 'public' },
    may: () => false,
    requestId: 'public',
  }
  try {
    const query = { from: from.toISOString(), to: to.toISOString() }
    return livedMap(await measureMap(guest, { params: { workspace: workspace.key, map }, query, body: undefined }))
  } catch (error) {
    if (error instanceof Problem) return undefined
    throw error
  }
}
