import { useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react'
import type { PresentMember } from '../../../contract/map-live.ts'
import type { WholeMap } from '../../../contract/mapping.ts'
import { useMe, useWorkspaceKey } from '../../admitting/data.ts'
import { type LiveMap, liveMapOf, type Standing } from './live-map.ts'

/** The live map at the address. */
export function useLiveMap(): LiveMap {
  const answers = useQueryClient()
  const workspace = useWorkspaceKey()
  const map = useParams({ strict: false }).map ?? ''
  const member = useMe().data?.member?.id ?? ''
  return useMemo(() => liveMapOf(answers, workspace, map, member), [answers, workspace, map, member])
}

/** The map as it will be once the reader's own changes have arrived. */
export function useShownMap(whole: WholeMap | undefined): WholeMap | undefined {
  const { line } = useLiveMap()
  const state = useSyncExternalStore(line.watch, line.state)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown follows the line.
  return useMemo(() => whole && line.shown(whole), [line, whole, state.waiting])
}

/** Keeps the stream open while the page of the map is, and notes when its reader writes. */
export function useJoin(): void {
  const live = useLiveMap()
  useEffect(() => live.join(), [live])
  useEffect(() => {
    const { line } = live
    const isField = (target: EventTarget | null) =>
      target instanceof HTMLElement && target.matches('textarea, input, [contenteditable="true"]')
    let later: ReturnType<typeof setTimeout> | undefined
    const begin = (event: FocusEvent) => {
      if (!isField(event.target)) return
      clearTimeout(later)
      line.writing(true)
    }
    // A field that is left still gives its text: what its reader saw is forgotten only after that.
    const end = (event: FocusEvent) => {
      if (isField(event.target)) later = setTimeout(() => line.writing(false))
    }
    document.addEventListener('focusin', begin)
    document.addEventListener('focusout', end)
    return () => {
      clearTimeout(later)
      line.writing(false)
      document.removeEventListener('focusin', begin)
      document.removeEventListener('focusout', end)
    }
  }, [live])
}

/** Whether the stream is open, so that nothing needs to be asked in turns. */
export function useIsConnected(): boolean {
  const live = useLiveMap()
  return useSyncExternalStore(live.people.watch, live.isConnected)
}

/** Who else is on the map. */
export function useOthers(): readonly PresentMember[] {
  const { people } = useLiveMap()
  return useSyncExternalStore(people.watch, people.others)
}

/** Who else stands where a lane meets a step. */
export function usePresenceAt(step: string | null, lane: string | null): readonly PresentMember[] {
  const { people } = useLiveMap()
  const here = useCallback(() => people.at(step, lane), [people, step, lane])
  return useSyncExternalStore(people.watch, here)
}

/** Says where the reader stands, and whether they write there. */
export function useStanding({ step, lane, writing }: Standing): void {
  const live = useLiveMap()
  useEffect(() => {
    live.stand({ step, lane, writing })
  }, [live, step, lane, writing])
}
