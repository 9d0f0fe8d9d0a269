import { createContext, use, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { Proposal } from '../../../contract/map-proposals.ts'
import type { Thread } from '../../../contract/map-talk.ts'
import type { Workshop } from '../../../contract/map-workshops.ts'
import { keyOfTarget, type MapTarget } from '../../../vocabulary/map/map-target.ts'
import { useProposals, useThreads, useWorkshops } from './data.ts'

/** What is going on at one element of the map. */
export type TalkAt = {
  /** Open threads. */
  readonly threads: number
  /** Proposals that await a decision. */
  readonly proposals: number
  /** Votes of the running workshop: everybody's, and the reader's own. Undefined while none is running. */
  readonly votes: { readonly all: number; readonly own: number } | undefined
}

const silence: TalkAt = { threads: 0, proposals: 0, votes: undefined }

/** The workshop that is running, and how many votes the reader has left. */
export type Running = { readonly workshop: string; readonly left: number }

type TalkStore = {
  readonly running: () => Running | undefined
  readonly at: (key: string) => TalkAt
  readonly watch: (listener: () => void) => () => void
  readonly take: (talk: ReadonlyMap<string, TalkAt>, running: Running | undefined) => void
}

/**
 * A store beside React, so that of thousands of cells only those redraw where something was said: what did not change
 * keeps its identity.
 */
function openStore(): TalkStore {
  let known: ReadonlyMap<string, TalkAt> = new Map()
  let now: Running | undefined
  const listeners = new Set<() => void>()
  return {
    running: () => now,
    at: key => known.get(key) ?? silence,
    watch: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    take: (talk, running) => {
      if (running?.workshop !== now?.workshop || running?.left !== now?.left) now = running
      known = new Map([...talk].map(([key, at]) => [key, same(known.get(key), at) ? known.get(key)! : at]))
      for (const listener of listeners) listener()
    },
  }
}

function same(a: TalkAt | undefined, b: TalkAt): boolean {
  return (
    a !== undefined &&
    a.threads === b.threads &&
    a.proposals === b.proposals &&
    a.votes?.all === b.votes?.all &&
    a.votes?.own === b.votes?.own
  )
}

const Store = createContext<TalkStore | undefined>(undefined)
export const TalkStoreProvider = Store.Provider

/** The store of the open map, kept up to date while it is open. */
export function useOpenTalk(): TalkStore {
  const [store] = useState(openStore)
  const threads = useThreads().data?.threads
  const proposals = useProposals().data?.proposals
  const workshops = useWorkshops().data?.workshops
  const open = workshops?.find(one => one.closedAt === null)
  const talk = useMemo(() => talkOf(threads ?? [], proposals ?? [], open), [threads, proposals, open])
  useEffect(() => store.take(talk, open && { workshop: open.id, left: votesLeft(open) }), [store, talk, open])
  return store
}

/** What is going on at an element: `useTalkAt({ kind: 'step', id })`. Nothing outside of an open map. */
export function useTalkAt(target: MapTarget): TalkAt {
  const store = use(Store)
  const key = keyOfTarget(target)
  return useSyncExternalStore(store?.watch ?? never, () => store?.at(key) ?? silence)
}

/** The running workshop for cells: nobody asks the server again for each of them. */
export function useRunning(): Running | undefined {
  const store = use(Store)
  return useSyncExternalStore(store?.watch ?? never, () => store?.running())
}

export function votesLeft(workshop: Workshop): number {
  return workshop.votesEach - workshop.mine.reduce((sum, one) => sum + one.dots, 0)
}

const never = () => () => {}

export function talkOf(
  threads: readonly Thread[],
  proposals: readonly Proposal[],
  running: Workshop | undefined,
): ReadonlyMap<string, TalkAt> {
  const talk = new Map<string, TalkAt>()
  const change = (key: string, how: (at: TalkAt) => TalkAt) => talk.set(key, how(talk.get(key) ?? silence))
  for (const one of threads) {
    if (one.resolvedAt === null) change(keyOfTarget(one.target), at => ({ ...at, threads: at.threads + 1 }))
  }
  for (const one of proposals) {
    if (one.state === 'open') change(`step/${one.step}`, at => ({ ...at, proposals: at.proposals + 1 }))
  }
  for (const { target, dots } of running?.results ?? []) {
    change(keyOfTarget(target), at => ({ ...at, votes: { all: dots, own: 0 } }))
  }
  for (const { target, dots } of running?.mine ?? []) {
    change(keyOfTarget(target), at => ({ ...at, votes: { all: at.votes?.all ?? dots, own: dots } }))
  }
  return talk
}
