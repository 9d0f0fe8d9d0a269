import { z } from 'zod'
import { objectId } from '../extensible.ts'
import { type JourneyMap, placementsOf, stepsOf } from './journey-map.ts'
import { type Reader, type Withheld, withheldFrom } from './lane-visibility.ts'

/** What on a map people speak of, vote on or propose to change. A cell is where a lane meets a step, empty or not. */
export const mapTargetShape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('map') }),
  z.strictObject({ kind: z.literal('phase'), id: objectId }),
  z.strictObject({ kind: z.literal('step'), id: objectId }),
  z.strictObject({ kind: z.literal('placement'), id: objectId }),
  z.strictObject({ kind: z.literal('lane'), id: objectId }),
  z.strictObject({ kind: z.literal('cell'), step: objectId, lane: objectId }),
])
export type MapTarget = z.output<typeof mapTargetShape>

/** A target as one word, for keys: `step/stp_…`, `cell/stp_…/lan_…`, `map`. Ids hold no slash. */
export function keyOfTarget(target: MapTarget): string {
  switch (target.kind) {
    case 'map':
      return 'map'
    case 'cell':
      return `cell/${target.step}/${target.lane}`
    default:
      return `${target.kind}/${target.id}`
  }
}

/** The target of a key; undefined when the text is none. */
export function targetOfKey(key: string): MapTarget | undefined {
  const [kind, id, lane] = key.split('/')
  const read = mapTargetShape.safeParse(
    kind === 'map' ? { kind } : kind === 'cell' ? { kind, step: id, lane } : { kind, id },
  )
  return read.success && keyOfTarget(read.data) === key ? read.data : undefined
}

/** Whether the map has the element. */
export function hasTarget(map: JourneyMap, target: MapTarget): boolean {
  switch (target.kind) {
    case 'map':
      return true
    case 'phase':
      return map.phases.some(phase => phase.id === target.id)
    case 'step':
      return stepsOf(map).some(step => step.id === target.id)
    case 'placement':
      return placementsOf(map).some(placement => placement.id === target.id)
    case 'lane':
      return map.lanes.some(lane => lane.id === target.id)
    case 'cell':
      return stepsOf(map).some(step => step.id === target.step) && map.lanes.some(lane => lane.id === target.lane)
    default:
      return target satisfies never
  }
}

/**
 * Whether the reader may hear what was said about the element. Of a lane that is no longer on the map nobody knows any
 * more for whom it was: only owners hear of it.
 */
export function maySeeTarget(
  map: JourneyMap,
  target: MapTarget,
  reader: Reader,
  withheld: Withheld = withheldFrom(map, reader),
): boolean {
  if (reader.role === 'owner') return true
  switch (target.kind) {
    case 'lane':
      return map.lanes.some(lane => lane.id === target.id) && !withheld.lanes.has(target.id)
    case 'cell':
      return map.lanes.some(lane => lane.id === target.lane) && !withheld.lanes.has(target.lane)
    case 'placement':
      return !withheld.types.has('touchpoint')
    default:
      return true
  }
}
