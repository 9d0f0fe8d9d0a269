import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { GraphAnswer } from '../../../contract/measuring.ts'
import { type JourneyMap, placementsOf } from '../../../vocabulary/map/journey-map.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { useLabels } from '../../kit/label.ts'
import { useLibrary, wholeMapOf } from '../../mapping/data.ts'
import { useGraph, useMapView } from '../data.ts'

export type Activities = {
  /** What an activity is called: the name of the touchpoint, or the event's own. */
  readonly name: (id: string) => string
  /** Those that can be chosen: the map's touchpoints in its order, or the events met, the most frequent first. */
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly map: JourneyMap | undefined
  /** Touchpoints that events can show. */
  readonly bound: ReadonlySet<string>
  readonly graph: GraphAnswer | undefined
}

/** What the filters need to know of activities. */
export type Choosable = Pick<Activities, 'name' | 'options'> & {
  /** Called once somebody is about to choose: where nothing else of a page counts all events, they are not counted before. */
  readonly want?: () => void
}

/** The same for a page that only its filters speak of activities on. */
export function useChoosable(): Choosable {
  const [wanted, setWanted] = useState(false)
  const { name, options } = useActivities(wanted)
  return { name, options, want: () => setWanted(true) }
}

/** The activities that questions speak of: a map's touchpoints, or all events by name; without the graph, no event to choose. */
export function useActivities(asksGraph = true): Activities {
  const { view } = useMapView()
  const { say } = useLabels()
  const workspace = useWorkspaceKey()
  const whole = useQuery({
    ...wholeMapOf(workspace, view.map ?? ''),
    enabled: view.map !== undefined,
    staleTime: 20_000,
  })
  // Journeys also go where this map does not: touchpoints of the library that events are bound to.
  const library = useLibrary(view.map !== undefined)
  const graph = useGraph(view.map, asksGraph)
  const touchpoints = new Map(
    view.map === undefined
      ? []
      : [...(library.data?.library.touchpoints ?? []), ...(whole.data?.library.touchpoints ?? [])].map(one => [
          one.id,
          say(one.name) || one.id,
        ]),
  )
  const name = (id: string) => touchpoints.get(id) ?? id
  const map = view.map === undefined ? undefined : whole.data?.map
  const known = map
    ? placementsOf(map).map(one => one.touchpoint)
    : view.map === undefined
      ? [...(graph.data?.activities ?? [])].sort((a, b) => b.cases - a.cases).map(one => one.name)
      : []
  return {
    name,
    options: [...new Set(known)].map(id => ({ value: id, label: name(id) })),
    map,
    bound: new Set(whole.data?.bindings.map(rule => rule.touchpoint)),
    graph: graph.data,
  }
}
