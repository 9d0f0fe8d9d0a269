import { measureFrames } from '../test/browser/frames.ts'
import { largeLanes, largeSteps } from '../test/browser/large-map.ts'
import { type Figure, percentile } from './figures.ts'

/** So long may a frame last that is not missed. */
const aimMs = 20

/** How smoothly the largest map scrolls in Chromium; no figure, and a line that says so, where there is none. */
export async function benchFrames(say: (line: string) => void): Promise<Figure[]> {
  const frames = await measureFrames()
  if (!frames) {
    say('no Chromium on this machine: how a map scrolls was not measured')
    return []
  }
  const p95 = (times: readonly number[]) =>
    percentile(
      times.toSorted((a, b) => a - b),
      0.95,
    )
  const what = `Scrolling a map of ${largeSteps} steps × ${largeLanes} lanes`
  say(`${frames.shown.length} frames shown, ${frames.worked.length} computed`)
  return [
    { name: `${what}: a frame, 95th percentile`, value: p95(frames.shown), unit: 'ms', aim: aim() },
    {
      name: `${what}: the page's work for a frame, 95th percentile`,
      value: p95(frames.worked),
      unit: 'ms',
      aim: aim(),
    },
  ]
}

const aim = (): NonNullable<Figure['aim']> => ({ at: 'most', value: aimMs })
