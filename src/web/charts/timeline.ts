import { channelCodes } from '../../vocabulary/channel.ts'

export type TimelinePoint = {
  readonly id: string
  readonly at: string
  readonly name: string
  readonly channel: string
  readonly score: number | null
  readonly measurable: boolean
  readonly case: string
}

/** Events of one lane that stand too close to be told apart are drawn as one mark with a count. */
export type Mark<P extends TimelinePoint> = {
  readonly x: number
  readonly events: readonly P[]
  /** Pixels for its name, to the next mark; and whether the name stands before the last mark, where there are more. */
  readonly room: number
  readonly before?: true
}
export type TimelineLane<P extends TimelinePoint> = { readonly channel: string; readonly marks: readonly Mark<P>[] }
export type Window = { readonly from: number; readonly to: number }

const order = (channel: string) => {
  const at = (channelCodes as readonly string[]).indexOf(channel)
  return at < 0 ? channelCodes.length : at
}

/** The lanes of a window of time, in the order of the channels, with marks placed over `width` pixels. */
export function drawLanes<P extends TimelinePoint>(
  events: readonly P[],
  window: Window,
  width: number,
  closest = 22,
): readonly TimelineLane<P>[] {
  const place = (at: string) => ((Date.parse(at) - window.from) / (window.to - window.from)) * width
  const byChannel = Map.groupBy(events, event => event.channel)
  return [...byChannel.keys()]
    .sort((a, b) => order(a) - order(b))
    .map(channel => {
      const shown = (byChannel.get(channel) ?? [])
        .filter(event => Date.parse(event.at) >= window.from && Date.parse(event.at) < window.to)
        .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
      const marks: { x: number; events: P[] }[] = []
      for (const event of shown) {
        const x = place(event.at)
        const last = marks.at(-1)
        if (last && x - last.x < closest) last.events.push(event)
        else marks.push({ x, events: [event] })
      }
      return {
        channel,
        marks: marks.map((mark, index) => {
          const room = (marks[index + 1]?.x ?? width) - mark.x - 20
          const last = marks[index - 1]
          const free = mark.x - 20 - (last ? last.x + 26 + lengthOf(last.events) : 0)
          const cut = index === marks.length - 1 && room < lengthOf(mark.events)
          return cut && free > room ? { ...mark, room: free, before: true as const } : { ...mark, room }
        }),
      }
    })
}

/** How long the name of a mark is at most, in pixels. */
const lengthOf = (events: readonly TimelinePoint[]) => Math.min(170, 7 * (events.at(-1)?.name.length ?? 0) + 24)

const day = 86_400_000

/** A silence after which what happens is another story, in days. */
const silence = 14

/** The length of time that shows the last thing that happened from its beginning: back to the last long silence. */
export function usualWindow(events: readonly TimelinePoint[]): number {
  const times = events.map(event => Date.parse(event.at)).sort((a, b) => b - a)
  const newest = times[0]
  if (newest === undefined) return 7
  const last = times.findIndex((at, index) => at - (times[index + 1] ?? Number.NEGATIVE_INFINITY) > silence * day)
  const days = (newest - times[last]!) / day
  // What happened at one instant is no nearer under a lens.
  if (days === 0) return 7
  return windowDays.find(one => one >= days * 1.15) ?? windowDays.at(-1)!
}

/** From an hour, where a log tells seconds, to a year. */
export const windowDays = [1 / 24, 1 / 4, 1, 7, 14, 30, 90, 365] as const

/** The minutes, hours, days, weeks or months that lie in a window, as places for thin lines: at most nine of them. */
export function ticksOf({ from, to }: Window): readonly number[] {
  const span = (to - from) / day
  const step = [1 / 144, 1 / 24, 0.25, 1, 2, 7, 14, 30, 90, 180].find(one => span / one <= 9) ?? 365
  const first = Math.ceil(from / day) * day
  const ticks: number[] = []
  const start = step < 1 ? Math.ceil(from / (step * day)) * step * day : first
  for (let at = start; at < to; at += step * day) ticks.push(at)
  return ticks
}
