import type { PathsAnswer } from '../../../contract/exploring.ts'
import { roundedShares } from './rounded-shares.ts'

/** Where a column can be: at an activity, at the others, or stopped before. */
export type Place = {
  /** `a:` and the activity, `other` or `stop`: names it within its column, and in the address. */
  readonly key: string
  readonly kind: 'activity' | 'other' | 'stop'
  readonly activity: string | null
  /** How many activities the others are. */
  readonly activities: number
  readonly depth: number
  readonly cases: number
  /** Rounded so that those of a column sum to 1. */
  readonly share: number
}

export type Flow = {
  readonly depth: number
  readonly from: string
  readonly to: string
  readonly cases: number
}

export const placeOf = (activity: string | null, stops = false) =>
  stops ? 'stop' : activity === null ? 'other' : `a:${activity}`

/** The places of each column: they hold all the cases told, so each column is as high as the next. */
export function placesOf({ columns }: PathsAnswer): readonly (readonly Place[])[] {
  return columns.map(({ depth, entries, other, stopped }) => {
    const places: Omit<Place, 'share'>[] = [
      ...entries.map(({ activity, cases }) => ({
        key: placeOf(activity),
        kind: 'activity' as const,
        activity,
        activities: 1,
        depth,
        cases,
      })),
      { key: 'other', kind: 'other', activity: null, activities: other.activities, depth, cases: other.cases },
      { key: 'stop', kind: 'stop', activity: null, activities: 0, depth, cases: stopped.cases },
    ]
    const shares = roundedShares(places.map(place => place.cases))
    return places.map((place, index) => ({ ...place, share: shares[index]! }))
  })
}

/** The flows between columns that are told, largest first within each; what has stopped stays stopped. */
export function flowsOf({ columns, links }: PathsAnswer): readonly Flow[] {
  const last = columns.at(-1)?.depth ?? 0
  const told = links
    .filter(link => link.depth < last)
    .map(link => ({ depth: link.depth, from: placeOf(link.from), to: placeOf(link.to, link.stops), cases: link.cases }))
  const rest = columns
    .filter(column => column.depth < last && column.stopped.cases > 0)
    .map(column => ({ depth: column.depth, from: 'stop', to: 'stop', cases: column.stopped.cases }))
  return [...told, ...rest]
}

export type DrawnPlace = Place & { readonly x: number; readonly y: number; readonly height: number }
export type DrawnFlow = Flow & { readonly d: string; readonly width: number }

export const placeWidth = 9
const tall = 340
/** Two lines of words beside each place, however small it is. */
const leastSlot = 34
const gap = 8
export const headHeight = 30

/** Places and ribbons, column by column from the left; from the right when they tell what came before. */
export function drawPaths(
  paths: PathsAnswer,
  { columnWidth, before }: { readonly columnWidth: number; readonly before: boolean },
): {
  readonly width: number
  readonly height: number
  readonly places: readonly DrawnPlace[]
  readonly flows: readonly DrawnFlow[]
} {
  const columns = placesOf(paths)
  const scale = tall / Math.max(1, paths.anchored)
  const places = columns.flatMap((column, index) => {
    const x = (before ? columns.length - 1 - index : index) * columnWidth
    let y = headHeight
    return column
      .filter(place => place.cases > 0)
      .map(place => {
        const height = Math.max(1.5, place.cases * scale)
        const drawn = { ...place, x, y, height }
        y += Math.max(height, leastSlot) + gap
        return drawn
      })
  })
  const at = new Map(places.map(place => [`${place.depth} ${place.key}`, place]))
  const out = new Map<DrawnPlace, number>()
  const into = new Map<DrawnPlace, number>()
  const order = (flow: Flow) => [
    at.get(`${flow.depth} ${flow.from}`)?.y ?? 0,
    at.get(`${flow.depth + 1} ${flow.to}`)?.y ?? 0,
  ]
  const flows = [...flowsOf(paths)]
    .sort((a, b) => {
      const [fromA, toA] = order(a)
      const [fromB, toB] = order(b)
      return a.depth - b.depth || fromA! - fromB! || toA! - toB!
    })
    .flatMap(flow => {
      const from = at.get(`${flow.depth} ${flow.from}`)
      const to = at.get(`${flow.depth + 1} ${flow.to}`)
      if (!from || !to) return []
      const width = flow.cases * scale
      const y1 = from.y + (out.get(from) ?? 0) + width / 2
      const y2 = to.y + (into.get(to) ?? 0) + width / 2
      out.set(from, (out.get(from) ?? 0) + width)
      into.set(to, (into.get(to) ?? 0) + width)
      const x1 = before ? from.x : from.x + placeWidth
      const x2 = before ? to.x + placeWidth : to.x
      const middle = (x1 + x2) / 2
      return [{ ...flow, width: Math.max(1, width), d: `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}` }]
    })
  return {
    width: columns.length * columnWidth,
    height: Math.max(0, ...places.map(place => place.y + Math.max(place.height, leastSlot))) + 4,
    places,
    flows,
  }
}
