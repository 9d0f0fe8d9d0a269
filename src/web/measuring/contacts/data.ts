import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { followGraph } from '../../../contract/measuring.ts'
import { askChannels, askConsistency, askFit } from '../../../contract/measuring-channels.ts'
import {
  askContacts,
  getContactDefinition,
  listContacts,
  setContactDefinition,
} from '../../../contract/measuring-contacts.ts'
import { askDurations, askSpectrum } from '../../../contract/measuring-durations.ts'
import { listMoves, listPassages, listTimed, type timedStates } from '../../../contract/measuring-lists.ts'
import { askSelfService, listSelfService } from '../../../contract/measuring-self-service.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { call, type Input, question } from '../../client.ts'
import { useFigures } from '../../kit/figures.ts'
import { useAddressView } from '../../kit/use-address-view.ts'
import { useMeasureFilter } from '../data.ts'
import { useAskedList } from '../lists/use-asked-list.ts'
import type { ContactsView } from './view.ts'

/** What the address says, and how to change it. */
export const useContactsView = useAddressView<ContactsView>

/** Tells seconds as the page counts them: in hours at most, where they are of opening hours. */
export function useLasting(): (seconds: number) => string {
  const figures = useFigures()
  const { view } = useContactsView()
  const isOpen = view.ask === 'flow' && view.clock === 'open'
  return seconds => (isOpen ? figures.lastingHours : figures.lasting)(seconds * 1000)
}

/** The filter of the page with what was said of contacts; `ready` once the time zone is known. */
function useContactFilter() {
  const { view } = useContactsView()
  const workspace = useWorkspaceKey()
  const filter = useMeasureFilter()
  const { map, asking, because } = view
  return {
    workspace,
    view,
    ready: filter !== undefined,
    period: { ...filter },
    filter: {
      ...filter,
      ...(map ? { map } : {}),
      ...(asking ? { contacts: JSON.stringify(asking) } : {}),
      ...(because ? { reason: because } : {}),
    },
  }
}

const asIs = { placeholderData: keepPreviousData, staleTime: 20_000 } as const

export function useContacts() {
  const { workspace, ready, filter } = useContactFilter()
  return useQuery({ ...question(askContacts, { params: { workspace }, query: filter }), enabled: ready, ...asIs })
}

/** The events of the period by name, the most lived first: those that can be contacts, whatever journeys are chosen. */
export function useEventNames(wanted: boolean): readonly string[] {
  const { workspace, ready, period } = useContactFilter()
  const { from = '', to = '' } = period
  const asked = useQuery({
    ...question(followGraph, { params: { workspace }, query: { from, to, times: 'false', limit: 1 } }),
    enabled: ready && wanted,
    staleTime: 300_000,
  })
  return (asked.data?.activities ?? []).toSorted((a, b) => b.cases - a.cases).map(one => one.name)
}

/** What the workspace counts, asked once it is to be changed; and how to change it. */
export function useKeptDefinition(open: boolean) {
  const workspace = useWorkspaceKey()
  const answers = useQueryClient()
  const kept = useQuery({
    ...question(getContactDefinition, { params: { workspace } }),
    enabled: open,
    // Somebody else may have changed it since it was last open.
    staleTime: 0,
    gcTime: 0,
  })
  const keep = useMutation({
    mutationFn: (body: Input<typeof setContactDefinition>['body']) =>
      call(setContactDefinition, { params: { workspace }, body }),
    onSuccess: () =>
      Promise.all(
        [askContacts, listContacts, askSelfService, listSelfService, askConsistency, askFit, askDurations].map(route =>
          answers.invalidateQueries({ queryKey: [route.name] }),
        ),
      ),
  })
  return { kept, keep }
}

export function useSelfService() {
  const { workspace, ready, filter } = useContactFilter()
  return useQuery({ ...question(askSelfService, { params: { workspace }, query: filter }), enabled: ready, ...asIs })
}

export function useChannels() {
  const { workspace, view, ready, period } = useContactFilter()
  const query = { ...period, ...(view.map ? { map: view.map } : {}) }
  return useQuery({ ...question(askChannels, { params: { workspace }, query }), enabled: ready, ...asIs })
}

export function useConsistency() {
  const { workspace, view, ready, filter } = useContactFilter()
  const query = { ...filter, ...(view.outcome ? { outcome: view.outcome } : {}) }
  return useQuery({ ...question(askConsistency, { params: { workspace }, query }), enabled: ready, ...asIs })
}

export function useFit() {
  const { workspace, ready, filter } = useContactFilter()
  return useQuery({ ...question(askFit, { params: { workspace }, query: filter }), enabled: ready, ...asIs })
}

/** The contacts behind the open number, page by page, by the condition that counted it. */
export function useListedContacts(open: boolean) {
  const { view, ready, filter } = useContactFilter()
  const { behind, days, ofReason, ofChannel } = view
  return useAskedList(
    listContacts,
    ready && open ? { query: { ...filter, behind, days, ofReason, ofChannel } } : undefined,
  )
}

/** The sessions of self-service behind the open number. */
export function useListedSessions(open: boolean) {
  const { view, ready, filter } = useContactFilter()
  const { behind: state, ofReason } = view
  return useAskedList(listSelfService, ready && open ? { query: { ...filter, state, ofReason } } : undefined)
}

/** The moves behind a cell of the matrix of channels. */
export function useListedMoves(cell: { readonly fromChannel: string; readonly toChannel: string } | undefined) {
  const { view, ready, period } = useContactFilter()
  return useAskedList(listMoves, ready && cell ? { query: { ...period, map: view.map, ...cell } } : undefined)
}

/** The passages between two activities. */
export function useListedPassages(edge: { readonly start: string; readonly end: string } | undefined) {
  const { view, ready, period } = useContactFilter()
  return useAskedList(listPassages, ready && edge ? { query: { ...period, map: view.map, ...edge } } : undefined)
}

/** The journeys behind a duration. */
export function useListedTimes(
  which: { readonly state?: (typeof timedStates)[number]; readonly phase?: string } | undefined,
) {
  const { view, ready, period } = useContactFilter()
  const { map, clock } = view
  return useAskedList(listTimed, ready && which ? { query: { ...period, map, clock, ...which } } : undefined)
}

export function useDurations() {
  const { workspace, view, ready, period } = useContactFilter()
  const query = { ...period, ...(view.map ? { map: view.map } : {}), ...(view.clock ? { clock: view.clock } : {}) }
  return useQuery({ ...question(askDurations, { params: { workspace }, query }), enabled: ready, ...asIs })
}

export function useSpectrum({ start, end }: { readonly start: string | undefined; readonly end: string | undefined }) {
  const { workspace, view, ready, period } = useContactFilter()
  const query = {
    ...period,
    ...(view.map ? { map: view.map } : {}),
    start: start ?? '',
    end: end ?? '',
    bins: view.bins ?? 'week',
  }
  const enabled = ready && start !== undefined && end !== undefined
  return useQuery({ ...question(askSpectrum, { params: { workspace }, query }), enabled, ...asIs })
}
