import type { z } from 'zod'
import type { behind } from '../../contract/measuring.ts'
import type { LivedSpan } from '../../contract/measuring-span.ts'
import { isDay } from './calendar-day.ts'
import { type Against, readAgainst } from './compare/against.ts'
import { type ExploreView, readExploreView } from './explore/view.ts'
import { type FilterView, readFilters } from './filters.ts'

export type Behind = z.output<typeof behind>

/** What a map's address says: the filters, the selection and the open list. A colleague sent the link sees the same. */
export type MapView = {
  /** Days of the workspace's calendar, the second one excluded. */
  readonly from?: string
  readonly to?: string
  /** The selected placement. */
  readonly touchpoint?: string
  /** The selected step, when no placement is. */
  readonly step?: string
  /** The selected lane: with a step, the cell where they meet. */
  readonly lane?: string
  /** The selected phase. */
  readonly phase?: string
  readonly view?: 'designed' | 'lived' | 'gap'
  /** Another view of the same map; absent, the map itself. */
  readonly mode?: 'table' | 'matrix'
  /** What the columns of the matrix are; channels unless said. */
  readonly by?: 'departments'
  /** Folded phases and hidden lanes, by id, separated by commas. */
  readonly fold?: string
  readonly hide?: string
  readonly zoom?: string
  /** Both languages side by side. */
  readonly both?: 'yes'
  /** Whose declared feelings are shown first. */
  readonly persona?: string
  readonly tab?: 'content' | 'data' | 'owners' | 'evidence' | 'discussion' | 'history'
  /** What colleagues say: the open panel, and the comment that a link points at. */
  readonly talk?: 'discussion' | 'workshop' | 'handoffs' | 'impact' | 'lanes'
  readonly comment?: string
  /** The number whose list is open, and of which touchpoint, when not of the selected placement. */
  readonly list?: string
  readonly next?: string
  readonly map?: string
  /** What the page is compared with. */
  readonly against?: Against
  /** Whether waits count only the time of the workspace’s opening hours. */
  readonly clock?: 'open'
  /** A published version, read instead of the draft. */
  readonly version?: number
} & ExploreView &
  FilterView

const tabs = ['content', 'data', 'owners', 'evidence', 'discussion', 'history'] as const
const talks = ['discussion', 'workshop', 'handoffs', 'impact', 'lanes'] as const
/** Reads the address; what is not well formed is left out rather than refused. */
export function readMapView(search: Record<string, unknown>): MapView {
  const text = (name: string) => (typeof search[name] === 'string' && search[name] !== '' ? search[name] : undefined)
  const dayOf = (name: string) => (isDay(text(name) ?? '') ? text(name) : undefined)
  const view = text('view')
  const tab = text('tab')
  const mode = text('mode')
  const talk = text('talk')
  return defined({
    from: dayOf('from'),
    to: dayOf('to'),
    touchpoint: text('touchpoint'),
    step: text('step'),
    lane: text('lane'),
    phase: text('phase'),
    view: view === 'designed' || view === 'lived' || view === 'gap' ? view : undefined,
    mode: mode === 'table' || mode === 'matrix' ? mode : undefined,
    by: text('by') === 'departments' ? 'departments' : undefined,
    fold: text('fold'),
    hide: text('hide'),
    zoom: text('zoom'),
    both: text('both') === 'yes' ? 'yes' : undefined,
    persona: text('persona'),
    tab: tabs.find(one => one === tab),
    talk: talks.find(one => one === talk),
    comment: text('comment'),
    list: text('list'),
    next: text('next'),
    map: text('map'),
    against: readAgainst(search.against),
    clock: search.clock === 'open' ? 'open' : undefined,
    version: Number(search.version) > 0 ? Math.trunc(Number(search.version)) : undefined,
    ...readFilters(search),
    ...readExploreView(search),
  })
}

/**
 * The address without days that no calendar has. The router hands on what was typed beside what was read of it, and a
 * 45th of a month would break every page that writes it.
 */
export function withRealDays(view: MapView): MapView {
  const { from, to, against, ...rest } = view
  const said = { from, to, against }
  const real = {
    ...(from !== undefined && isDay(String(from)) ? { from } : {}),
    ...(to !== undefined && isDay(String(to)) ? { to } : {}),
    ...(readAgainst(against) ? { against } : {}),
  }
  const amount = Object.values(said).filter(one => one !== undefined).length
  return Object.keys(real).length === amount ? view : ({ ...rest, ...real } as MapView)
}

function defined(view: { [K in keyof MapView]: MapView[K] | undefined }): MapView {
  return Object.fromEntries(Object.entries(view).filter(([, value]) => value !== undefined)) as MapView
}

/** The length of the period when the address says none. */
export const usualDays = 90

/** Days of the workspace's calendar, the second one excluded. */
export type Days = { readonly from: string; readonly to: string }

/** The days of which events speak; undefined where there are none. */
export function daysLived(span: LivedSpan | undefined, timeZone: string): Days | undefined {
  if (!span) return undefined
  return { from: dayIn(new Date(span.firstAt), timeZone), to: shiftDay(dayIn(new Date(span.lastAt), timeZone), 1) }
}

/**
 * The days that an address says; without, the last ninety up to today included. Where nothing was lived in these, as in
 * a log of years ago, everything that was: a page without a figure would look as if nothing had been brought in.
 */
export function daysOfView(view: Pick<MapView, 'from' | 'to'>, now: Date, timeZone: string, lived?: Days): Days {
  const tomorrow = shiftDay(dayIn(now, timeZone), 1)
  const past = lived !== undefined && lived.to <= shiftDay(tomorrow, -usualDays)
  if (view.from === undefined && view.to === undefined && past) return lived
  const to = view.to ?? tomorrow
  return { from: view.from ?? shiftDay(to, -usualDays), to }
}

/** The instants of {@link daysOfView}. */
export function periodOf(view: Pick<MapView, 'from' | 'to'>, now: Date, timeZone: string, lived?: Days): Days {
  const { from, to } = daysOfView(view, now, timeZone, lived)
  return { from: startOfDay(from, timeZone), to: startOfDay(to, timeZone) }
}

/** The calendar day of an instant in a zone: `2026-01-31`. */
export function dayIn(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at)
}

export function shiftDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The instant at which a calendar day begins in a zone, right on the days when clocks change. */
export function startOfDay(day: string, timeZone: string): string {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  let guess = midnight
  // The offset at the guess corrects the guess; twice is enough around a change of clocks.
  for (let round = 0; round < 2; round++) guess = midnight - offsetAt(guess, timeZone)
  return new Date(guess).toISOString()
}

function offsetAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at)
  const part = (type: string) => Number(parts.find(one => one.type === type)?.value)
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return local - Math.floor(at / 1000) * 1000
}
