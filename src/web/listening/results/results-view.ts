import { useNavigate, useSearch } from '@tanstack/react-router'
import { type Crossing, crossings } from '../../../contract/measuring-crossing.ts'
import { groupings } from '../../../contract/survey-figures.ts'
import { type TrendUnit, trendUnits } from '../../../vocabulary/survey/survey-trend.ts'

export const resultParts = ['answers', 'trend', 'groups', 'rates', 'words'] as const
export type ResultPart = (typeof resultParts)[number]

const texts = [
  'place',
  'question',
  'first',
  'second',
  'event',
  'property',
  'from',
  'to',
  'otherFrom',
  'otherTo',
  'score',
  'search',
  'map',
] as const

/** By what answers are told apart: what the survey knows itself, and the journey that was lived. */
export const groupingsShown = [...groupings, 'journey'] as const
export type GroupingShown = (typeof groupingsShown)[number]

/** What of the results is looked at: what a colleague sees who is sent the address. */
export type ResultsView = {
  readonly part: ResultPart
  /** Undefined: the shortest in which enough answered. */
  readonly every: TrendUnit | undefined
  readonly by: GroupingShown
  readonly cross: Crossing
} & { readonly [Name in (typeof texts)[number]]?: string }

function readResultsView(search: Record<string, unknown>): ResultsView {
  const part = resultParts.find(one => one === search.part) ?? 'answers'
  const every = trendUnits.find(one => one === search.every)
  const by = groupingsShown.find(one => one === search.by) ?? 'place'
  const cross = crossings.find(one => one === search.cross) ?? 'variant'
  const said = texts.flatMap(name =>
    typeof search[name] === 'string' && search[name] !== '' ? [[name, search[name]]] : [],
  )
  return { part, every, by, cross, ...Object.fromEntries(said) }
}

/** The view of the address, and a way to change a part of it; undefined takes one away. */
export function useResultsView() {
  const search = useSearch({ strict: false }) as Record<string, unknown>
  const navigate = useNavigate()
  const show = (next: { readonly [Name in keyof ResultsView]?: string | undefined }) =>
    navigate({ to: '.', search: { ...search, tab: 'results', ...next } as never, replace: true })
  return { view: readResultsView(search), show }
}

/** The groups that are compared, by their keys. */
export const chosenOf = ({ first, second }: ResultsView): readonly string[] =>
  [first, second].filter(key => key !== undefined)

/** With one more, or without it; a third takes the place of the first. */
export function chosenWith(view: ResultsView, key: string) {
  const chosen = chosenOf(view)
  const [first, second] = chosen.includes(key) ? chosen.filter(one => one !== key) : [...chosen.slice(-1), key]
  return { first, second }
}

/** The start of a day of the reader, as an instant. */
export function instantOfDay(day: string | undefined): string | undefined {
  const at = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00`)
  return Number.isNaN(at) ? undefined : new Date(at).toISOString()
}
