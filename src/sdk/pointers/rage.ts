import { rageRule } from '../../vocabulary/page-sample.ts'

export type RageRule = { readonly clicks: number; readonly pixels: number; readonly withinMs: number }

/**
 * Answers of each click whether it makes the ones before it a rage click: so many on the same target, all within so
 * many pixels and milliseconds of each other. One burst is one rage click, however long it goes on.
 */
export function openRage(rule: RageRule = rageRule): (target: unknown, x: number, y: number, at: number) => boolean {
  let burst: { readonly target: unknown; readonly x: number; readonly y: number; readonly at: number }[] = []
  let told = false
  return (target, x, y, at) => {
    const last = burst[burst.length - 1]
    if (!last || last.target !== target || at - last.at > rule.withinMs) {
      burst = []
      told = false
    }
    burst.push({ target, x, y, at })
    burst = burst.slice(-rule.clicks)
    if (told || burst.length < rule.clicks || at - burst[0]!.at > rule.withinMs) return false
    if (burst.some(each => Math.hypot(each.x - x, each.y - y) > rule.pixels)) return false
    told = true
    return true
  }
}
