import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type AtlasJourney, getAtlas } from '../../../contract/atlas.ts'
import { getStandards, type HouseStandards, setStandards } from '../../../contract/house-standards.ts'
import { editLibrary, getLibrary } from '../../../contract/map-library.ts'
import { listPeople } from '../../../contract/map-people.ts'
import { compareMaps, listSnapshots, prepareReturn, takeSnapshot } from '../../../contract/map-states.ts'
import { getMap, listJourneys, listVersions, restoreMap, setJourney } from '../../../contract/mapping.ts'
import { createPublicLink, listPublicLinks, revokePublicLink } from '../../../contract/public-reading.ts'
import { listTouchpoints, mergeTouchpoints, undoMerge } from '../../../contract/touchpoint-uses.ts'
import type { LibraryEdit } from '../../../vocabulary/map/library-edit.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { call, type Input, question } from '../../client.ts'
import { useMapId } from '../data.ts'

export type { AtlasJourney }

export function useAtlas(archived: boolean) {
  const workspace = useWorkspaceKey()
  return useQuery(question(getAtlas, { params: { workspace }, query: { archived: archived ? 'true' : 'false' } }))
}

/** What the atlas shows is asked again, and with it the short list of maps. */
function useAtlasChanged() {
  const answers = useQueryClient()
  return () =>
    Promise.all(
      [getAtlas, listJourneys, getMap, getLibrary, listTouchpoints].map(({ name }) =>
        answers.invalidateQueries({ queryKey: [name] }),
      ),
    )
}

export function usePlaceJourney() {
  const workspace = useWorkspaceKey()
  const changed = useAtlasChanged()
  return useMutation({
    mutationFn: ({ journey, ...body }: { journey: string } & Input<typeof setJourney>['body']) =>
      call(setJourney, { params: { workspace, journey }, body }),
    onSettled: changed,
  })
}

export function useLibraryChange() {
  const workspace = useWorkspaceKey()
  const changed = useAtlasChanged()
  return useMutation({
    mutationFn: (edits: LibraryEdit[]) => call(editLibrary, { params: { workspace }, body: { edits } }),
    onSettled: changed,
  })
}

export function useRestoreMap() {
  const workspace = useWorkspaceKey()
  const changed = useAtlasChanged()
  return useMutation({
    mutationFn: (map: string) => call(restoreMap, { params: { workspace, map }, body: {} }),
    onSettled: changed,
  })
}

/** The members by name, for saying who answers for a journey. */
export function usePeople(wanted = true) {
  const workspace = useWorkspaceKey()
  return useQuery({ ...question(listPeople, { params: { workspace } }), enabled: wanted })
}

export function useStandards(wanted: boolean) {
  const workspace = useWorkspaceKey()
  return useQuery({ ...question(getStandards, { params: { workspace } }), enabled: wanted })
}

export function useSetStandards() {
  const workspace = useWorkspaceKey()
  const answers = useQueryClient()
  return useMutation({
    mutationFn: (body: HouseStandards) => call(setStandards, { params: { workspace }, body }),
    onSuccess: () =>
      Promise.all([getStandards, getMap].map(({ name }) => answers.invalidateQueries({ queryKey: [name] }))),
  })
}

/** A published version of the open map. */
export function useVersion(version: number) {
  const workspace = useWorkspaceKey()
  const map = useMapId()
  return useQuery({
    ...question(getMap, { params: { workspace, map }, query: { version } }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function useVersionsOf(map: string | undefined) {
  const workspace = useWorkspaceKey()
  return useQuery({
    ...question(listVersions, { params: { workspace, map: map ?? '' } }),
    enabled: map !== undefined && map !== '',
  })
}

export function useSnapshots() {
  return useSnapshotsOf(useMapId())
}

export function useSnapshotsOf(map: string | undefined) {
  const workspace = useWorkspaceKey()
  return useQuery({
    ...question(listSnapshots, { params: { workspace, map: map ?? '' } }),
    enabled: map !== undefined && map !== '',
  })
}

export function useTakeSnapshot() {
  const workspace = useWorkspaceKey()
  const map = useMapId()
  const answers = useQueryClient()
  return useMutation({
    mutationFn: (note: string) => call(takeSnapshot, { params: { workspace, map }, body: { note } }),
    onSuccess: () => answers.invalidateQueries({ queryKey: [listSnapshots.name] }),
  })
}

/** The one edit that goes back to an earlier state; a snapshot of the draft is kept with it. */
export function usePrepareReturn() {
  const workspace = useWorkspaceKey()
  const map = useMapId()
  const answers = useQueryClient()
  return useMutation({
    mutationFn: (body: Input<typeof prepareReturn>['body']) =>
      call(prepareReturn, { params: { workspace, map }, body }),
    onSuccess: () => answers.invalidateQueries({ queryKey: [listSnapshots.name] }),
  })
}

export function useComparison(query: Input<typeof compareMaps>['query'] | undefined) {
  const workspace = useWorkspaceKey()
  return useQuery({
    ...question(compareMaps, { params: { workspace }, query: query ?? { map: '', with: '' } }),
    enabled: query !== undefined,
  })
}

export function useTouchpoints() {
  const workspace = useWorkspaceKey()
  return useQuery(question(listTouchpoints, { params: { workspace } }))
}

export function useMergeTouchpoints() {
  const workspace = useWorkspaceKey()
  const changed = useAtlasChanged()
  return useMutation({
    mutationFn: ({ touchpoint, into }: { touchpoint: string; into: string }) =>
      call(mergeTouchpoints, { params: { workspace, touchpoint }, body: { into } }),
    onSettled: changed,
  })
}

export function useUndoMerge() {
  const workspace = useWorkspaceKey()
  const changed = useAtlasChanged()
  return useMutation({
    mutationFn: (merge: string) => call(undoMerge, { params: { workspace, merge }, body: {} }),
    onSettled: changed,
  })
}

export function usePublicLinks() {
  const workspace = useWorkspaceKey()
  const map = useMapId()
  return useQuery(question(listPublicLinks, { params: { workspace, map } }))
}

export function useCreatePublicLink() {
  const workspace = useWorkspaceKey()
  const map = useMapId()
  const answers = useQueryClient()
  return useMutation({
    mutationFn: (body: Input<typeof createPublicLink>['body']) =>
      call(createPublicLink, { params: { workspace, map }, body }),
    onSuccess: () => answers.invalidateQueries({ queryKey: [listPublicLinks.name] }),
  })
}

export function useRevokePublicLink() {
  const workspace = useWorkspaceKey()
  const map = useMapId()
  const answers = useQueryClient()
  return useMutation({
    mutationFn: (link: string) => call(revokePublicLink, { params: { workspace, map, link } }),
    onSuccess: () => answers.invalidateQueries({ queryKey: [listPublicLinks.name] }),
  })
}
