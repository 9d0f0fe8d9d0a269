import type { Context } from '../../feature.ts'
import type { BindingRule } from '../../vocabulary/binding.ts'
import type { Touchpoint } from '../../vocabulary/touchpoint.ts'
import { readBindings } from '../store/bindings.ts'
import { readLibrary } from '../store/library.ts'
import { nameKey } from './name-key.ts'

/** What the library has for an event: the touchpoint, and whether a rule claims the event for it already. */
export type KnownEvent = { readonly touchpoint: Touchpoint; readonly isBound: boolean }

/**
 * Says which touchpoint of the library an event belongs to: the one that a rule of nothing but its name claims it for,
 * else one that is called the same, without case or accents.
 */
export async function knownEvents(context: Context): Promise<(name: string) => KnownEvent | undefined> {
  const workspace = context.workspace.number
  const { library, archived } = await readLibrary(context.postgres, workspace)
  const gone = new Set(archived.flatMap(({ kind, id }) => (kind === 'touchpoints' ? [id] : [])))
  const touchpoints = library.touchpoints.filter(touchpoint => !gone.has(touchpoint.id))
  const byId = new Map(touchpoints.map(touchpoint => [touchpoint.id, touchpoint]))
  const byEvent = new Map<string, Touchpoint>()
  for (const rule of await readBindings(context.postgres, workspace)) {
    const touchpoint = byId.get(rule.touchpoint)
    if (!touchpoint || rule.validUntil !== null) continue
    for (const name of eventsOf(rule)) if (!byEvent.has(name)) byEvent.set(name, touchpoint)
  }
  const byName = new Map<string, Touchpoint>()
  for (const touchpoint of touchpoints) {
    for (const name of [touchpoint.name.fr, touchpoint.name.en]) {
      if (name !== undefined && !byName.has(nameKey(name))) byName.set(nameKey(name), touchpoint)
    }
  }
  return name => {
    const bound = byEvent.get(name)
    const touchpoint = bound ?? byName.get(nameKey(name))
    return touchpoint && { touchpoint, isBound: bound !== undefined }
  }
}

/** The events that a rule claims by their name alone. */
function eventsOf({ when }: BindingRule): readonly string[] {
  if (!('field' in when) || when.field !== 'type') return []
  if (when.op === 'eq') return [String(when.value)]
  return when.op === 'in' ? when.value.map(String) : []
}
