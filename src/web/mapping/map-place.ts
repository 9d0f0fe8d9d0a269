import { createContext, use } from 'react'
import type { WholeMap } from '../../contract/mapping.ts'
import type { MapMeasures, TouchpointMeasure } from '../../contract/measuring.ts'
import type { Department } from '../../vocabulary/map/department.ts'
import type { MomentOfTruth } from '../../vocabulary/map/journey-map.ts'
import { type JourneyMap, type Lane, type Step, stepsOf } from '../../vocabulary/map/journey-map.ts'
import type { ServiceAsset } from '../../vocabulary/map/service-asset.ts'
import type { Metric } from '../../vocabulary/metric.ts'
import type { Touchpoint } from '../../vocabulary/touchpoint.ts'

/** The open map with what it refers to, found by id, and its measures beside it. */
export type MapPlace = {
  readonly whole: WholeMap
  readonly map: JourneyMap
  readonly steps: readonly Step[]
  readonly lanes: readonly Lane[]
  readonly touchpoints: ReadonlyMap<string, Touchpoint>
  readonly departments: ReadonlyMap<string, Department>
  readonly assets: ReadonlyMap<string, ServiceAsset>
  readonly metrics: ReadonlyMap<string, Metric>
  readonly moments: ReadonlyMap<string, MomentOfTruth>
  readonly bound: ReadonlySet<string>
  /** Undefined in the designed view, and until they are there. */
  readonly measures: MapMeasures | undefined
  readonly measured: ReadonlyMap<string, TouchpointMeasure>
}

const Place = createContext<MapPlace | undefined>(undefined)
export const MapPlaceProvider = Place.Provider

export function useMapPlace(): MapPlace {
  const place = use(Place)
  if (!place) throw new Error('useMapPlace stands outside a map')
  return place
}

const byId = <T extends { readonly id: string }>(list: readonly T[]) => new Map(list.map(one => [one.id, one]))

export function placeOf(whole: WholeMap, measures: MapMeasures | undefined): MapPlace {
  const { map, library } = whole
  return {
    whole,
    map,
    steps: stepsOf(map),
    lanes: lanesOf(map),
    touchpoints: byId(library.touchpoints),
    departments: byId(library.departments),
    assets: byId(library.assets),
    metrics: byId(library.metrics),
    moments: new Map(map.momentsOfTruth.map(moment => [moment.placement, moment])),
    bound: new Set(whole.bindings.map(rule => rule.touchpoint)),
    measures,
    measured: new Map(measures?.touchpoints.map(one => [one.touchpoint, one])),
  }
}

/** The lanes as drawn: a map without a lane for feelings or touchpoints still shows them, as the heart of a map. */
function lanesOf(map: JourneyMap): readonly Lane[] {
  const lacking = (['emotion', 'touchpoint'] as const).filter(type => !map.lanes.some(lane => lane.type === type))
  return [...lacking.map((type): Lane => ({ id: `~${type}`, type, name: null, visibility: 'all' })), ...map.lanes]
}
