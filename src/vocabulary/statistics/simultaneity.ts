/**
 * Two channels at once. A session is a run of uses of one channel without a pause of half an hour; it lasts from its
 * first use to five minutes after its last, as nobody leaves at the instant of their last click. Two sessions on
 * different channels are simultaneous when they overlap by half a minute or more.
 */
export type Use = { readonly at: Date; readonly channel: string }
export type Overlap = { readonly from: Date; readonly to: Date; readonly channels: readonly string[] }

const pauseMs = 30 * 60_000
const lingerMs = 5 * 60_000
const leastMs = 30_000

type Session = { readonly channel: string; readonly from: number; to: number }

/** The moments when several channels were used at once, in the order of time. Takes time in n log n. */
export function findSimultaneous(uses: readonly Use[]): readonly Overlap[] {
  const sessions = sessionsOf(uses)
  const overlaps: { from: number; to: number; channels: Set<string> }[] = []
  let open: Session[] = []
  for (const session of sessions) {
    open = open.filter(each => each.to > session.from)
    for (const other of open) {
      const to = Math.min(other.to, session.to)
      if (other.channel === session.channel || to - session.from < leastMs) continue
      const last = overlaps.at(-1)
      if (last && session.from <= last.to) {
        last.to = Math.max(last.to, to)
        last.channels.add(session.channel).add(other.channel)
      } else {
        overlaps.push({ from: session.from, to, channels: new Set([other.channel, session.channel]) })
      }
    }
    open.push(session)
  }
  return overlaps.map(({ from, to, channels }) => ({
    from: new Date(from),
    to: new Date(to),
    channels: [...channels].sort(),
  }))
}

/** The sessions of each channel, in the order of their beginnings. */
function sessionsOf(uses: readonly Use[]): readonly Session[] {
  const sessions: Session[] = []
  const latest = new Map<string, Session>()
  for (const { at, channel } of [...uses].sort((a, b) => a.at.getTime() - b.at.getTime())) {
    const time = at.getTime()
    const session = latest.get(channel)
    if (session && time - (session.to - lingerMs) < pauseMs) {
      session.to = time + lingerMs
    } else {
      const begun = { channel, from: time, to: time + lingerMs }
      latest.set(channel, begun)
      sessions.push(begun)
    }
  }
  return sessions
}
