import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { listJourneys } from '../../../contract/mapping.ts'
import { crossAnswers } from '../../../contract/measuring-crossing.ts'
import type { CallOf } from '../../../contract/route.ts'
import type { SurveyTrend } from '../../../contract/survey-figures.ts'
import * as figures from '../../../contract/survey-figures.ts'
import * as keeping from '../../../contract/survey-keeping.ts'
import { askRepresentation, type ComparedBy } from '../../../contract/survey-representation.ts'
import { surveyComments } from '../../../contract/survey-results.ts'
import * as waves from '../../../contract/survey-waves.ts'
import { fewestForScore } from '../../../vocabulary/survey/survey-scores.ts'
import type { TrendUnit } from '../../../vocabulary/survey/survey-trend.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { call, question } from '../../client.ts'

/** Answers come in: what is looked at is asked again, and what is shown stays until it is answered. */
const live = { placeholderData: <Data>(before: Data | undefined) => before, refetchInterval: 10_000 }
/** Figures that take more asking are asked again less often. */
const slowly = { ...live, refetchInterval: 30_000 }

type TrendQuery = CallOf<typeof figures.askSurveyTrend>['query']

/**
 * How a score moved. Where nobody said by what it is told, by week, or by month where the weeks hold too few answers for
 * a score: a line through three answers a week only looks like news.
 */
export function useTrend(
  survey: string,
  { every, ...query }: Omit<TrendQuery, 'every'> & { every: TrendUnit | undefined },
) {
  const workspace = useWorkspaceKey()
  const by = (unit: TrendUnit) =>
    question(figures.askSurveyTrend, { params: { workspace, survey }, query: { ...query, every: unit } })
  const first = useQuery({ ...by(every ?? 'week'), ...slowly })
  const isThin = every === undefined && first.data !== undefined && isThinlyAnswered(first.data)
  const monthly = useQuery({ ...by('month'), ...slowly, enabled: isThin })
  return isThin ? monthly : first
}

function isThinlyAnswered({ series }: SurveyTrend): boolean {
  const amounts = series.flatMap(({ points }) => points.map(({ n }) => n)).sort((one, other) => one - other)
  return (amounts[Math.floor(amounts.length / 2)] ?? fewestForScore) < fewestForScore
}

export function useGroups(survey: string, query: CallOf<typeof figures.askSurveyGroups>['query']) {
  const workspace = useWorkspaceKey()
  return useQuery({ ...question(figures.askSurveyGroups, { params: { workspace, survey }, query }), ...slowly })
}

/** What answers say by a lived journey. */
export function useCrossing(map: string, query: CallOf<typeof crossAnswers>['query']) {
  const workspace = useWorkspaceKey()
  const said = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as typeof query
  return useQuery({ ...question(crossAnswers, { params: { workspace, map }, query: said }), ...slowly })
}

export function useRepresentation(survey: string, by: ComparedBy, segment: string | undefined) {
  const workspace = useWorkspaceKey()
  const query = { by, ...(segment === undefined ? {} : { segment }) }
  return useQuery({ ...question(askRepresentation, { params: { workspace, survey }, query }), ...slowly })
}

/** The maps whose journeys are lived, with what they are called. */
export function useMapNames() {
  const workspace = useWorkspaceKey()
  const { data } = useQuery(question(listJourneys, { params: { workspace }, query: {} }))
  return (data?.journeys ?? []).flatMap(({ journey, maps }) =>
    maps.flatMap(({ id, kind, name }) => (kind === 'current' ? [{ id, name: name ?? journey.name }] : [])),
  )
}

export function useRates(survey: string) {
  const workspace = useWorkspaceKey()
  return useQuery({ ...question(figures.askSurveyRates, { params: { workspace, survey }, query: {} }), ...slowly })
}

export type CommentFilter = Omit<CallOf<typeof surveyComments>['query'], 'cursor' | 'limit'>

export function useComments(survey: string, filter: CommentFilter) {
  const workspace = useWorkspaceKey()
  return useInfiniteQuery({
    queryKey: [surveyComments.name, workspace, survey, filter],
    queryFn: ({ pageParam, signal }) =>
      call(
        surveyComments,
        { params: { workspace, survey }, query: { limit: 50, ...filter, ...(pageParam ? { cursor: pageParam } : {}) } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: last => last.cursor ?? undefined,
    ...live,
  })
}

export function useKeeping(survey: string) {
  const workspace = useWorkspaceKey()
  return useQuery(question(keeping.getKeeping, { params: { workspace, survey } }))
}

export function useSetKeeping(survey: string) {
  const workspace = useWorkspaceKey()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: Omit<keeping.SurveyKeeping, 'cuts'>) =>
      call(keeping.setKeeping, { params: { workspace, survey }, body }),
    onSuccess: kept => {
      queries.setQueryData(question(keeping.getKeeping, { params: { workspace, survey } }).queryKey, kept)
      return queries.invalidateQueries({ predicate: ({ queryKey }) => /^listening\.survey/.test(String(queryKey[0])) })
    },
  })
}

export function useWaves(survey: string) {
  const workspace = useWorkspaceKey()
  return useQuery({ ...question(waves.listWaveResults, { params: { workspace, survey } }), ...slowly })
}

export function useCloseWave(survey: string) {
  const workspace = useWorkspaceKey()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (wave: string) => call(waves.closeWave, { params: { workspace, survey, wave } }),
    onSuccess: told =>
      queries.setQueryData(question(waves.listWaveResults, { params: { workspace, survey } }).queryKey, told),
  })
}
