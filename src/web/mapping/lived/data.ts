import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { askConformance } from '../../../contract/exploring.ts'
import { askMapContacts, listMapContacts, type MapContactPart } from '../../../contract/map-contacts.ts'
import { askFlow, listWaits } from '../../../contract/map-flow.ts'
import { rollUp } from '../../../contract/map-roll-up.ts'
import { measureMap } from '../../../contract/measuring.ts'
import { askMoments } from '../../../contract/measuring-moments.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { question } from '../../client.ts'
import { useMeasureFilter, useWaitFilter } from '../../measuring/data.ts'
import { useAskedList } from '../../measuring/lists/use-asked-list.ts'
import type { LivedAnswers } from './lived-layer.ts'

/** Alignments are heavier than counts: what they tell is looked at again this often. */
const againMs = 15_000
/** What takes weeks to come true need not be looked at more often. */
const seldomMs = 120_000

/** What was lived on the map and between its steps, while the layer that shows it is open. */
export function useLivedAnswers(map: string, wanted: boolean, opensJourneys: boolean): LivedAnswers {
  const workspace = useWorkspaceKey()
  const filter = useMeasureFilter()
  const input = { params: { workspace, map }, query: { ...filter } }
  const none = { from: '', to: '' }
  const known = { ...input, query: filter ?? none }
  const waits = { ...input, query: useWaitFilter() ?? none }
  // The figures of the map come first: what is slower would keep them waiting for the same two stores.
  const measured = useQuery({ ...question(measureMap, waits), enabled: false }).data !== undefined
  const shared = {
    enabled: wanted && measured && filter !== undefined && map !== '',
    placeholderData: keepPreviousData,
    refetchInterval: againMs,
  }
  const conformance = useQuery({ ...question(askConformance, input), ...shared })
  const flow = useQuery({ ...question(askFlow, waits), ...shared })
  const moments = useQuery({ ...question(askMoments, input), ...shared, refetchInterval: seldomMs })
  const contacts = useQuery({ ...question(askMapContacts, input), ...shared, refetchInterval: seldomMs })
  const up = useQuery({ ...question(rollUp, known), ...shared, enabled: shared.enabled && opensJourneys })
  const nothing = {
    conformance: undefined,
    flow: undefined,
    moments: undefined,
    contacts: undefined,
    rollUp: undefined,
  }
  if (!wanted) return nothing
  return {
    conformance: conformance.data,
    flow: flow.data,
    moments: moments.data,
    contacts: contacts.data,
    rollUp: up.data,
  }
}

/** The visits behind the wait before a step, page by page. */
export function useWaitsInto(map: string, step: string | undefined) {
  const filter = useWaitFilter()
  return useAskedList(listWaits, filter && step ? { params: { map }, query: { ...filter, step } } : undefined)
}

/** The contacts, or the visits, behind a number of contacts at a touchpoint, page by page. */
export function useContactsAt(
  map: string,
  opened: { readonly touchpoint: string; readonly part: MapContactPart } | undefined,
) {
  const filter = useMeasureFilter()
  return useAskedList(
    listMapContacts,
    filter && opened
      ? { params: { map, touchpoint: opened.touchpoint }, query: { ...filter, part: opened.part } }
      : undefined,
  )
}
