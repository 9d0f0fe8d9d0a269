/** Columns from the first to the one before `to`, counted from 0. */
export type Window = { readonly from: number; readonly to: number }

/** So many columns are drawn ahead on either side of what is seen. */
export const ahead = 4

/**
 * Rows come in so many groups, each with a window of its own. When a column scrolls near, one group draws its cells of
 * it in one frame and the next group in the next, so that no frame has a whole column to make.
 */
export const rowGroups = 4

/**
 * The next windows of the groups on the way to what is seen now. What is seen is drawn at once; what lies ahead by one
 * group and one column at a time, and by more where more is lacking. The same windows mean that all is drawn.
 */
export function stepWindows(windows: readonly Window[], seen: Window, count: number): readonly Window[] {
  const inside = clamp(seen, count)
  const aim = clamp({ from: seen.from - ahead, to: seen.to + ahead }, count)
  if (windows.some(one => one.from > inside.from || one.to < inside.to)) {
    return windows.map(one => (one.from > inside.from || one.to < inside.to ? overlap(one, aim, inside) : one))
  }
  const next = [...windows]
  const lacking = windows.reduce((sum, one) => sum + lag(one, aim), 0)
  for (let steps = Math.ceil(lacking / rowGroups); steps > 0; steps--) {
    const lags = next.map(one => lag(one, aim))
    const most = Math.max(...lags)
    if (most === 0) break
    const group = lags.indexOf(most)
    next[group] = towards(next[group]!, aim)
  }
  return next.some((one, group) => one !== windows[group]) ? next : windows
}

/** How many columns are still to come or to go. */
const lag = (one: Window, aim: Window): number => Math.max(Math.abs(one.from - aim.from), Math.abs(one.to - aim.to))

const towards = (one: Window, aim: Window): Window => ({
  from: one.from + Math.sign(aim.from - one.from),
  to: one.to + Math.sign(aim.to - one.to),
})

/** What of a window is still near, and all that is seen. */
function overlap(one: Window, aim: Window, inside: Window): Window {
  const from = Math.max(one.from, aim.from)
  const to = Math.min(one.to, aim.to)
  if (from >= to) return inside
  return { from: Math.min(from, inside.from), to: Math.max(to, inside.to) }
}

const clamp = ({ from, to }: Window, count: number): Window => {
  const first = Math.max(0, Math.min(from, count))
  return { from: first, to: Math.max(first, Math.min(to, count)) }
}
