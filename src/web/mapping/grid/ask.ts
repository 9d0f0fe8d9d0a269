import { createContext, use } from 'react'
import type { Holding } from './holding.ts'
import type { PastePlan } from './paste-plan.ts'

/** What may be asked over the grid, one question at a time. */
export type Question =
  | { readonly kind: 'remove'; readonly name: string; readonly holding: Holding; readonly act: () => void }
  | { readonly kind: 'paste'; readonly plan: PastePlan; readonly act: (addSteps: boolean) => void }
  | { readonly kind: 'move'; readonly what: Movable }
  | { readonly kind: 'moment'; readonly step: string }
  | { readonly kind: 'keys' }
  | { readonly kind: 'lane'; readonly lane: string }
  | { readonly kind: 'copyLane'; readonly lane: string }

/** What "Move to…" moves. */
export type Movable =
  | { readonly kind: 'placements'; readonly ids: readonly string[] }
  | { readonly kind: 'step' | 'phase' | 'lane'; readonly id: string }

export type Ask = {
  /** Asks before what is worth asking goes; does the rest at once. */
  readonly whether: (question: { name: string; holding: Holding; act: () => void }) => void
  readonly open: (question: Question) => void
}

const Place = createContext<Ask | undefined>(undefined)
export const AskProvider = Place.Provider

export function useAsk(): Ask {
  const ask = use(Place)
  if (!ask) throw new Error('useAsk stands outside a grid')
  return ask
}
