import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { getCoverage, previewBinding, removeBinding, saveBinding } from '../../contract/map-bindings.ts'
import { getLibrary } from '../../contract/map-library.ts'
import {
  createMap,
  getMap,
  type JourneyFace,
  listJourneys,
  listVersions,
  publishMap,
  removeMap,
  setJourney,
  type WholeMap,
} from '../../contract/mapping.ts'
import type { BindingRule } from '../../vocabulary/binding.ts'
import { labelIn } from '../../vocabulary/label.ts'
import { useWorkspaceKey } from '../admitting/data.ts'
import { call, type Input, question } from '../client.ts'
import { useIsConnected, useShownMap } from './live/use-live-map.ts'

/** The journeys of a workspace and their maps. */
export const journeysOf = (workspace: string) => question(listJourneys, { params: { workspace }, query: {} })

/** Every map by the name people know it by, for the palette and for pickers. */
export function mapsOf(workspace: string) {
  const { queryKey, queryFn } = journeysOf(workspace)
  return queryOptions({ queryKey, queryFn: queryFn!, select: namedMaps, enabled: workspace !== '' })
}

function namedMaps({ journeys }: { journeys: readonly JourneyFace[] }) {
  const tongue = document.documentElement.lang === 'fr' ? 'fr' : 'en'
  return journeys.flatMap(({ journey, maps }) =>
    maps.map(face => ({
      id: face.id,
      name: [journey.name, face.name]
        .flatMap(label => (label ? [labelIn(label, tongue).text] : []))
        .filter(Boolean)
        .join(' · '),
    })),
  )
}

export function useJourneys() {
  return useQuery(journeysOf(useWorkspaceKey()))
}

export function useMapId(): string {
  return useParams({ strict: false }).map ?? ''
}

/** The draft of a map, whole. */
export const wholeMapOf = (workspace: string, map: string) =>
  question(getMap, { params: { workspace, map }, query: {} })

/** The open map with one's own changes. Colleagues' come live; without a stream, it is read again now and then. */
export function useWholeMap() {
  const isConnected = useIsConnected()
  const query = useQuery({
    ...wholeMapOf(useWorkspaceKey(), useMapId()),
    refetchInterval: isConnected ? false : 20_000,
  })
  return { ...query, data: useShownMap(query.data) }
}

/** The whole library, for choosing from. Asked only once something is being chosen. */
export function useLibrary(wanted = true) {
  const workspace = useWorkspaceKey()
  return useQuery({ ...question(getLibrary, { params: { workspace } }), enabled: wanted })
}

export function useCreateMap() {
  const workspace = useWorkspaceKey()
  const answers = useQueryClient()
  return useMutation({
    mutationFn: (body: Input<typeof createMap>['body']) => call(createMap, { params: { workspace }, body }),
    onSuccess: whole => {
      answers.setQueryData(wholeMapOf(workspace, whole.map.id).queryKey, whole)
      void answers.invalidateQueries({ queryKey: [listJourneys.name] })
    },
  })
}

export function useVersions(wanted: boolean) {
  const workspace = useWorkspaceKey()
  const map = useMapId()
  return useQuery({ ...question(listVersions, { params: { workspace, map } }), enabled: wanted })
}

export function usePublish() {
  const workspace = useWorkspaceKey()
  const map = useMapId()
  const answers = useQueryClient()
  return useMutation({
    mutationFn: (body: { revision: number; note: string }) => call(publishMap, { params: { workspace, map }, body }),
    onSuccess: () =>
      Promise.all([
        answers.invalidateQueries({ queryKey: [getMap.name] }),
        answers.invalidateQueries({ queryKey: [listVersions.name] }),
      ]),
  })
}

export function useRemoveMap() {
  const workspace = useWorkspaceKey()
  const map = useMapId()
  const answers = useQueryClient()
  return useMutation({
    mutationFn: () => call(removeMap, { params: { workspace, map } }),
    onSuccess: () => answers.invalidateQueries({ queryKey: [listJourneys.name] }),
  })
}

export function useSetJourney(journey: string) {
  const workspace = useWorkspaceKey()
  const answers = useQueryClient()
  return useMutation({
    mutationFn: (body: Input<typeof setJourney>['body']) => call(setJourney, { params: { workspace, journey }, body }),
    onSuccess: () => answers.invalidateQueries({ queryKey: [getMap.name] }),
  })
}

/** How far the rules of a journey reach: the tray of what nobody claims. */
export function useCoverage(journey: string | undefined, days: number) {
  const workspace = useWorkspaceKey()
  return useQuery({
    ...question(getCoverage, { params: { workspace, journey: journey ?? '' }, query: { days } }),
    enabled: journey !== undefined,
  })
}

/** What a rule would match, asked again as it is being written. */
export function useBindingPreview(journey: string, rule: BindingRule | undefined, days: number) {
  const workspace = useWorkspaceKey()
  return useQuery({
    queryKey: [previewBinding.name, journey, rule, days],
    queryFn: ({ signal }) =>
      call(previewBinding, { params: { workspace, journey }, query: { days }, body: { rule: rule! } }, signal),
    enabled: rule !== undefined,
    retry: false,
    placeholderData: last => last,
  })
}

export function useSaveBinding() {
  const workspace = useWorkspaceKey()
  const told = useRulesChanged()
  return useMutation({
    mutationFn: ({ rule, before }: { rule: BindingRule; before: BindingRule | null }) =>
      call(saveBinding, { params: { workspace, binding: rule.id }, body: { rule, before } }),
    onSuccess: told,
  })
}

export function useRemoveBinding() {
  const workspace = useWorkspaceKey()
  const told = useRulesChanged()
  return useMutation({
    mutationFn: (binding: string) => call(removeBinding, { params: { workspace, binding } }),
    onSuccess: told,
  })
}

function useRulesChanged() {
  const answers = useQueryClient()
  return () =>
    Promise.all([
      answers.invalidateQueries({ queryKey: [getMap.name] }),
      answers.invalidateQueries({ queryKey: [getCoverage.name] }),
    ])
}

export type { WholeMap }
