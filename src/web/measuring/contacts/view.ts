import { type MapView, readMapView } from '../view.ts'

export const asks = ['repeats', 'selfService', 'channels', 'flow', 'spectrum'] as const
export type Ask = (typeof asks)[number]
export const windows = [7, 15, 30] as const
export const outcomes = ['settled', 'quiet', 'wait'] as const
export const spectrumBins = ['day', 'week', 'month'] as const

/** What the address of this page says, beside the filters. What is usual is not said. */
export type ContactsView = MapView & {
  readonly ask?: Ask
  readonly days?: (typeof windows)[number]
  /** Which events are contacts, and where their reason stands, when somebody said so. */
  readonly asking?: readonly string[]
  readonly because?: string
  /** The number whose list is open, and of which reason and channel. */
  readonly behind?: string
  readonly ofReason?: string
  readonly ofChannel?: string
  readonly outcome?: (typeof outcomes)[number]
  readonly bins?: (typeof spectrumBins)[number]
}

export function readContactsView(search: Record<string, unknown>): ContactsView {
  const text = (name: string) =>
    typeof search[name] === 'string' || typeof search[name] === 'number' ? String(search[name]) || undefined : undefined
  const own = {
    ask: asks.find(one => one === search.ask),
    days: windows.find(one => one === Number(search.days)),
    asking: Array.isArray(search.asking) ? search.asking.map(String) : undefined,
    because: text('because'),
    behind: text('behind'),
    ofReason: text('ofReason'),
    ofChannel: text('ofChannel'),
    outcome: outcomes.find(one => one === search.outcome),
    bins: spectrumBins.find(one => one === search.bins),
  }
  const told = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined))
  return { ...readMapView(search), ...told }
}
