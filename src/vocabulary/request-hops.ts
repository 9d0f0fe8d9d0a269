/** One thing that happened to a request: when, and on which channel. */
export type RequestUse = { readonly at: number; readonly channel: string; readonly name: string }

/** A stay of a request on one channel, until it goes on elsewhere. */
export type RequestHop = {
  readonly channel: string
  readonly from: number
  readonly to: number
  readonly events: number
}

/**
 * How a request went from channel to channel: a hop for each stay, in the order of time. What is known of no channel
 * belongs to the stay it falls in. Instants in milliseconds.
 */
export function hopsOf(uses: readonly RequestUse[]): readonly RequestHop[] {
  const hops: { channel: string; from: number; to: number; events: number }[] = []
  for (const { at, channel } of uses.toSorted((a, b) => a.at - b.at)) {
    const last = hops.at(-1)
    if (last && (channel === last.channel || channel === 'other')) {
      last.to = at
      last.events++
    } else if (last?.channel === 'other') {
      Object.assign(last, { channel, to: at, events: last.events + 1 })
    } else hops.push({ channel, from: at, to: at, events: 1 })
  }
  return hops
}
