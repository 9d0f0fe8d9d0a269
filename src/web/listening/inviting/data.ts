import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import * as pressureRoutes from '../../../contract/contact-pressure.ts'
import { knownProperties } from '../../../contract/known-events.ts'
import type { CallOf } from '../../../contract/route.ts'
import * as dryRuns from '../../../contract/survey-dry-run.ts'
import * as ledger from '../../../contract/survey-invitations.ts'
import * as contract from '../../../contract/survey-inviting.ts'
import { getMessageTexts } from '../../../contract/survey-messages.ts'
import type { InvitationState, NotSentReason } from '../../../vocabulary/survey/invitation.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { call, question } from '../../client.ts'

export type RulesDraft = CallOf<typeof contract.saveSendingRules>['body']['rules']
export type PressureDraft = CallOf<typeof pressureRoutes.saveContactPressure>['body']['pressure']
export type LedgerFilter = { readonly state?: InvitationState; readonly reason?: NotSentReason }

export function useSendingRules(survey: string) {
  const workspace = useWorkspaceKey()
  return useQuery({
    ...question(contract.getSendingRules, { params: { workspace, survey } }),
    refetchInterval: 10_000,
  })
}

export function useEventNames() {
  const workspace = useWorkspaceKey()
  return useQuery({ ...question(contract.knownEventNames, { params: { workspace } }), staleTime: 300_000 })
}

/** The properties of an event, with values to choose from; nothing is asked while no event is named. */
export function useProperties(event: string) {
  const workspace = useWorkspaceKey()
  const { data } = useQuery({
    ...question(knownProperties, { params: { workspace }, query: { event } }),
    enabled: event !== '',
    staleTime: 300_000,
  })
  const known = data?.properties ?? []
  return {
    names: known.map(({ name }) => name),
    valuesOf: (property: string) => known.find(({ name }) => name === property)?.values ?? [],
  }
}

/** How far the dry run is, asked again while it goes on. */
export function useDryRun(survey: string) {
  const workspace = useWorkspaceKey()
  return useQuery({
    ...question(dryRuns.getDryRun, { params: { workspace, survey } }),
    refetchInterval: ({ state }) =>
      state.data?.dryRun?.state === 'waiting' || state.data?.dryRun?.state === 'running' ? 700 : false,
  })
}

export function useFunnel(survey: string) {
  const workspace = useWorkspaceKey()
  return useQuery({
    ...question(ledger.getInvitationFunnel, { params: { workspace, survey }, query: {} }),
    refetchInterval: 10_000,
  })
}

export function useLedger(survey: string, filter: LedgerFilter) {
  const workspace = useWorkspaceKey()
  return useInfiniteQuery({
    queryKey: [ledger.listInvitations.name, workspace, survey, filter],
    queryFn: ({ pageParam, signal }) =>
      call(
        ledger.listInvitations,
        {
          params: { workspace, survey },
          query: { limit: 50, ...filter, ...(pageParam ? { cursor: pageParam } : {}) },
        },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: last => last.cursor ?? undefined,
    placeholderData: before => before,
  })
}

export function useInvitationsOfCustomer(customer: string) {
  const workspace = useWorkspaceKey()
  return useQuery(question(ledger.invitationsOfCustomer, { params: { workspace, customer } }))
}

export function usePressure() {
  const workspace = useWorkspaceKey()
  return useQuery(question(pressureRoutes.getContactPressure, { params: { workspace } }))
}

/** What may be done about who is asked; each shows at once wherever it is told. */
export function useInviting(survey: string) {
  const workspace = useWorkspaceKey()
  const queries = useQueryClient()
  const params = { workspace, survey }
  const keep = (face: contract.SendingFace) => {
    queries.setQueryData(question(contract.getSendingRules, { params }).queryKey, face)
    // What keeps messages from leaving depends on the channels that were chosen.
    return queries.invalidateQueries({ queryKey: [getMessageTexts.name] })
  }
  const again = () =>
    queries.invalidateQueries({
      predicate: ({ queryKey }) =>
        /^listening\.(getDryRun|listInvitations|getInvitationFunnel|getSendingRules)/.test(String(queryKey[0])),
    })
  const save = useMutation({
    mutationFn: (body: { revision: number; rules: RulesDraft }) =>
      call(contract.saveSendingRules, { params, body: { ...body, rules: withoutUnfinished(body.rules) } }),
    onSuccess: keep,
  })
  const toggle = useMutation({
    mutationFn: (isOn: boolean) => call(contract.switchSending, { params, body: { isOn } }),
    onSuccess: keep,
  })
  const tryIt = useMutation({ mutationFn: () => call(dryRuns.startDryRun, { params }), onSuccess: again })
  const stopTrying = useMutation({ mutationFn: () => call(dryRuns.stopDryRun, { params }), onSuccess: again })
  const invite = useMutation({
    mutationFn: (body: CallOf<typeof contract.inviteList>['body']) => call(contract.inviteList, { params, body }),
    onSuccess: again,
  })
  const stopWave = useMutation({
    mutationFn: (wave: string) => call(contract.stopWave, { params: { ...params, wave } }),
    onSuccess: face => {
      keep(face)
      void again()
    },
  })
  return { save, toggle, tryIt, stopTrying, invite, stopWave }
}

/** A condition that names nothing yet narrows nothing. */
const withoutUnfinished = (rules: RulesDraft): RulesDraft => ({
  ...rules,
  audience: { ...rules.audience, traits: rules.audience.traits.filter(({ trait }) => trait.trim() !== '') },
})

function saidWhole(pressure: PressureDraft): PressureDraft {
  const { trait } = pressure.openCase
  const isWhole = trait !== null && trait.name.trim() !== '' && trait.values.length > 0
  return { ...pressure, openCase: { ...pressure.openCase, trait: isWhole ? trait : null } }
}

export function usePressureChanges() {
  const workspace = useWorkspaceKey()
  const queries = useQueryClient()
  const onSuccess = (face: pressureRoutes.PressureFace) => {
    queries.setQueryData(question(pressureRoutes.getContactPressure, { params: { workspace } }).queryKey, face)
    return queries.invalidateQueries({ queryKey: [contract.getSendingRules.name] })
  }
  const save = useMutation({
    mutationFn: (body: { revision: number; pressure: PressureDraft }) =>
      call(pressureRoutes.saveContactPressure, {
        params: { workspace },
        body: { ...body, pressure: saidWhole(body.pressure) },
      }),
    onSuccess,
  })
  const pause = useMutation({
    mutationFn: (isPaused: boolean) => call(pressureRoutes.pauseSending, { params: { workspace }, body: { isPaused } }),
    onSuccess,
  })
  return { save, pause }
}
