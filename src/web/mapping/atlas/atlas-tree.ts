import type { Atlas, AtlasJourney } from '../../../contract/atlas.ts'
import { daysBetween } from '../../../vocabulary/calendar-day.ts'
import type { Label } from '../../../vocabulary/label.ts'
import type { Freshness } from '../../../vocabulary/map/freshness.ts'
import type { MapKind } from '../../../vocabulary/map/journey-map.ts'

/** A journey with those below it. */
export type AtlasNode = { readonly told: AtlasJourney; readonly below: readonly AtlasNode[] }

/** The journeys of a life situation; of none where `situation` is null. */
export type AtlasGroup = {
  readonly situation: { readonly id: string; readonly name: Label } | null
  readonly nodes: readonly AtlasNode[]
}

/**
 * The atlas as a tree: life situations, in each the journeys that stand below none, and so on down. A journey whose
 * parent is not shown stands by itself.
 */
export function atlasTree({ journeys, lifeSituations }: Atlas): readonly AtlasGroup[] {
  const shown = new Set(journeys.map(one => one.journey.id))
  const above = (told: AtlasJourney) =>
    told.journey.parent !== null && shown.has(told.journey.parent) ? told.journey.parent : null
  const below = Map.groupBy(journeys, above)
  const nodeOf = (told: AtlasJourney): AtlasNode => ({
    told,
    below: (below.get(told.journey.id) ?? []).map(nodeOf),
  })
  const roots = (below.get(null) ?? []).map(nodeOf)
  const known = new Set(lifeSituations.map(one => one.id))
  const rest = roots.filter(({ told }) => told.journey.lifeSituation === null || !known.has(told.journey.lifeSituation))
  return [
    ...lifeSituations.map(situation => ({
      situation,
      nodes: roots.filter(({ told }) => told.journey.lifeSituation === situation.id),
    })),
    ...(rest.length > 0 || lifeSituations.length === 0 ? [{ situation: null, nodes: rest }] : []),
  ]
}

/** Whether a journey may stand below another: never below itself, nor below what stands below it. */
export function mayStandBelow(journeys: readonly AtlasJourney[], journey: string, parent: string): boolean {
  const parents = new Map(journeys.map(one => [one.journey.id, one.journey.parent]))
  const seen = new Set<string>()
  for (let above: string | null = parent; above !== null && !seen.has(above); above = parents.get(above) ?? null) {
    if (above === journey) return false
    seen.add(above)
  }
  return true
}

export const atlasSorts = ['place', 'name', 'late', 'changed'] as const
export type AtlasSort = (typeof atlasSorts)[number]

export type AtlasFilter = {
  readonly words: string
  readonly state: Freshness['state'] | undefined
  readonly kind: MapKind | undefined
}

/** The journeys that answer to the filter, each with those of its maps that do. */
export function filtered(
  journeys: readonly AtlasJourney[],
  { words, state, kind }: AtlasFilter,
  say: (label: Label | null) => string,
): readonly AtlasJourney[] {
  const wanted = plain(words).split(/\s+/).filter(Boolean)
  return journeys.flatMap(told => {
    if (state !== undefined && told.freshness.state !== state) return []
    const maps = told.maps.filter(map => kind === undefined || map.kind === kind)
    if (kind !== undefined && maps.length === 0) return []
    const { journey, owner } = told
    const all = plain(
      [say(journey.name), say(journey.purpose), owner ?? '', ...maps.map(map => say(map.name))].join(' '),
    )
    return wanted.every(word => all.includes(word)) ? [{ ...told, maps }] : []
  })
}

/** In the order that was asked for; `place` leaves it to the tree. */
export function sorted(
  journeys: readonly AtlasJourney[],
  sort: AtlasSort,
  say: (label: Label | null) => string,
): readonly AtlasJourney[] {
  const changed = (told: AtlasJourney) =>
    told.maps
      .map(map => map.updatedAt)
      .toSorted()
      .at(-1) ?? ''
  switch (sort) {
    case 'place':
      return journeys
    case 'name':
      return journeys.toSorted((a, b) => say(a.journey.name).localeCompare(say(b.journey.name)))
    case 'late':
      return journeys.toSorted((a, b) => daysBetween(b.freshness.nextReviewOn, a.freshness.nextReviewOn))
    case 'changed':
      return journeys.toSorted((a, b) => (changed(a) < changed(b) ? 1 : -1))
    default:
      return sort satisfies never
  }
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
