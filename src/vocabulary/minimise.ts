/**
 * The point at which a function of several numbers is least, by the simplex of Nelder and Mead (1965). For smooth
 * functions of a few numbers; begun again from what it found until that helps no more.
 */
export function minimise(least: (point: readonly number[]) => number, start: readonly number[]): number[] {
  let best = [...start]
  let value = least(best)
  for (let round = 0; round < 10; round++) {
    const found = descend(least, best)
    const foundValue = least(found)
    if (!(foundValue < value - 1e-10 * Math.abs(value))) return foundValue < value ? found : best
    ;[best, value] = [found, foundValue]
  }
  return best
}

function descend(least: (point: readonly number[]) => number, start: readonly number[]): number[] {
  const size = start.length
  const corner = (point: readonly number[]) => ({ point, value: least(point) })
  let corners = [
    corner(start),
    ...start.map((_, axis) =>
      corner(start.map((value, index) => (index === axis ? value + (value === 0 ? 0.25 : 0.1 * value) : value))),
    ),
  ]
  for (let step = 0; step < 400 * size; step++) {
    corners = corners.sort((a, b) => a.value - b.value)
    const [best, worst] = [corners[0]!, corners[size]!]
    if (Math.abs(worst.value - best.value) <= 1e-12 * (Math.abs(best.value) + 1e-12)) break
    const centre = start.map(
      (_, axis) => corners.slice(0, size).reduce((sum, each) => sum + each.point[axis]!, 0) / size,
    )
    const along = (by: number) => corner(centre.map((value, axis) => value + by * (worst.point[axis]! - value)))
    const reflected = along(-1)
    const next =
      reflected.value < best.value
        ? [reflected, along(-2)].sort((a, b) => a.value - b.value)[0]!
        : reflected.value < corners[size - 1]!.value
          ? reflected
          : along(reflected.value < worst.value ? -0.5 : 0.5)
    if (next.value < worst.value) corners[size] = next
    else {
      corners = corners.map((each, index) =>
        index === 0 ? each : corner(each.point.map((value, axis) => (value + best.point[axis]!) / 2)),
      )
    }
  }
  return [...corners.sort((a, b) => a.value - b.value)[0]!.point]
}
