import { createContext, use } from 'react'
import type { ConformanceAnswer } from '../../../contract/exploring.ts'
import type { MapContacts } from '../../../contract/map-contacts.ts'
import type { MapFlow } from '../../../contract/map-flow.ts'
import type { MapRollUp } from '../../../contract/map-roll-up.ts'
import type { MomentsAnswer } from '../../../contract/measuring-moments.ts'
import type { Step } from '../../../vocabulary/map/journey-map.ts'
import type { JudgedMoment } from './moment-shown.ts'

export type LivedDeviation = ConformanceAnswer['deviations'][number]
export type LivedWait = MapFlow['waits'][number]
export type LivedRollUp = NonNullable<MapRollUp['steps'][number]['measures']>
export type LivedContacts = MapContacts['touchpoints'][number]
export type LivedStray = MapFlow['strays'][number]

/** How journeys were lived against the map, found by the places where it is drawn. */
export type LivedLayer = {
  readonly closed: ConformanceAnswer['closed'] | undefined
  readonly waits: ReadonlyMap<string, LivedWait>
  /** By which time waits are counted. */
  readonly clock: MapFlow['clock'] | undefined
  /** By the step after which they came; `''` before the first. */
  readonly strays: ReadonlyMap<string, readonly LivedStray[]>
  /** By placement, the most frequent first. */
  readonly deviations: ReadonlyMap<string, readonly LivedDeviation[]>
  /** By touchpoint, what data say of it as a moment of truth. */
  readonly moments: ReadonlyMap<string, JudgedMoment>
  /** By touchpoint, who asks somebody again after it, and whether its matters come by the channel that suits them. */
  readonly contacts: ReadonlyMap<string, LivedContacts>
  /** Within so many days another contact repeats one. */
  readonly contactDays: number
  /** By step, the journey that it opens into. */
  readonly rollUp: ReadonlyMap<string, MapRollUp['steps'][number]>
}

export const nothingLived: LivedLayer = {
  closed: undefined,
  waits: new Map(),
  clock: undefined,
  strays: new Map(),
  deviations: new Map(),
  moments: new Map(),
  contacts: new Map(),
  contactDays: 0,
  rollUp: new Map(),
}

const Place = createContext<LivedLayer>(nothingLived)
export const LivedLayerProvider = Place.Provider
export const useLivedLayer = () => use(Place)

/** What is asked of what was lived; undefined until it is there. */
export type LivedAnswers = {
  readonly conformance: ConformanceAnswer | undefined
  readonly flow: MapFlow | undefined
  readonly moments: MomentsAnswer | undefined
  readonly contacts: MapContacts | undefined
  readonly rollUp: MapRollUp | undefined
}

/** Where what was lived is drawn. What has no placement of its own stands where its touchpoint is placed first. */
export function livedLayerOf(
  steps: readonly Step[],
  { conformance, flow, moments, contacts, rollUp }: LivedAnswers,
): LivedLayer {
  if (!conformance && !flow && !moments && !contacts && !rollUp) return nothingLived
  const firstPlace = new Map(
    steps.flatMap(step => step.placements.map(one => [one.touchpoint, one.id] as const)).reverse(),
  )
  const deviations = new Map<string, LivedDeviation[]>()
  for (const one of conformance?.deviations ?? []) {
    const placement = one.placement ?? firstPlace.get(one.touchpoint)
    if (one.kind === 'unexpected' || placement === undefined) continue
    deviations.set(placement, [...(deviations.get(placement) ?? []), one])
  }
  return {
    closed: conformance?.closed,
    waits: new Map(flow?.waits.map(one => [one.step, one])),
    clock: flow?.clock,
    strays: Map.groupBy(flow?.strays ?? [], one => one.after ?? ''),
    deviations,
    moments: new Map(moments?.touchpoints.map(one => [one.touchpoint, one])),
    contacts: new Map(contacts?.touchpoints.map(one => [one.touchpoint, one])),
    contactDays: contacts?.days ?? 0,
    rollUp: new Map(rollUp?.steps.map(one => [one.step, one])),
  }
}
