import { useNavigate, useSearch } from '@tanstack/react-router'
import { type Grouping, groupings } from '../../../contract/survey-figures.ts'
import { type TrendUnit, trendUnits } from '../../../vocabulary/survey-trend.ts'

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
] as const

/** What of the results is looked at: what a colleague sees who is sent the address. */
export type ResultsView = {
  readonly part: ResultPart
  readonly every: TrendUnit
  readonly by: Grouping
} & { readonly [Name in (typeof texts)[number]]?: string }

export function readResultsView(search: Record<string, unknown>): ResultsView {
  const part = resultParts.find(one => one === search.part) ?? 'answers'
  const every = trendUnits.find(one => one === search.every) ?? 'week'
  const by = groupings.find(one => one === search.by) ?? 'place'
  const said = texts.flatMap(name =>
    typeof search[name] === 'string' && search[name] !== '' ? [[name, search[name]]] : [],
  )
  return { part, every, by, ...Object.fromEntries(said) }
}

/** The view of the address, and a way to change a part of it; undefined takes one away. */
export function useResultsView() {
  const search = useSearch({ strict: false }) as Record<string, unknown>
  const navigate = useNavigate()
  const show = (next: { readonly [Name in keyof ResultsView]?: string | undefined }) =>
    navigate({ to: '.', search: { ...search, tab: 'results', ...next } as never, replace: true })
  return { view: readResultsView(search), show }
}
