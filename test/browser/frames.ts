// How long the frames take while a map of 400 steps and 20 lanes is scrolled in Chromium, read from a trace. Not a test:
// a figure of a machine. Run it as: node scripts/run.mjs test/browser/frames.ts
import type { CDPSession, Page } from 'playwright-core'
import { importMap } from '../../src/contract/mapping.ts'
import { largeLanes, largeMap, largeSteps } from './large-map.ts'
import { openWeb } from './open-web.ts'

export type Frames = {
  /** Milliseconds between the frames that the screen showed while a wheel was turned. */
  readonly shown: readonly number[]
  /**
   * Milliseconds of processor time that the page's own thread took for each frame, script, style, layout and paint
   * together, while it was scrolled by as much for every frame. On a machine that does other things as well, this is
   * what stays comparable.
   */
  readonly worked: readonly number[]
}

/** A hand that turns the wheel fast: 3,000 pixels a second. */
const speed = 3000
const perFrame = speed / 60

/** `undefined` where there is no Chromium. */
export async function measureFrames(): Promise<Frames | undefined> {
  await using web = await openWeb({ customers: 0 })
  if (!web) return undefined
  const told = await web.house.call(importMap, { query: { dryRun: 'false' }, body: largeMap() })
  if (told.status !== 201) throw new Error(`The map was refused: ${JSON.stringify(told.answer).slice(0, 500)}`)
  const page = await web.open(`/w/${web.house.workspace.key}/maps/large?view=designed`)
  await page.getByRole('grid').waitFor()
  await page.waitForLoadState('networkidle')
  const devtools = await page.context().newCDPSession(page)
  const shown: number[] = []
  const worked: number[] = []
  for (const direction of [1, -1]) {
    worked.push(...workOf(await traced(devtools, () => scrollByFrames(page, direction * perFrame))))
  }
  for (const direction of [1, -1]) {
    shown.push(...shownIn(await traced(devtools, () => turnWheel(devtools, direction * 15_000))))
  }
  return { shown, worked }
}

async function turnWheel(devtools: CDPSession, by: number): Promise<void> {
  await devtools.send('Input.synthesizeScrollGesture', {
    x: 900,
    y: 500,
    xDistance: -by,
    yDistance: 0,
    speed,
    gestureSourceType: 'mouse',
    preventFling: true,
  })
}

async function scrollByFrames(page: Page, by: number): Promise<void> {
  await page.evaluate(async by => {
    const sheet = document.querySelector('[data-scroller]')!
    for (let frame = 0; frame < 300; frame++) {
      sheet.scrollLeft += by
      await new Promise(requestAnimationFrame)
    }
  }, by)
}

type TraceEvent = { name: string; ts: number; tdur?: number; tid: number }

async function traced(devtools: CDPSession, act: () => Promise<void>): Promise<readonly TraceEvent[]> {
  const events: TraceEvent[] = []
  const collect = ({ value }: { value: unknown[] }) => events.push(...(value as typeof events))
  devtools.on('Tracing.dataCollected', collect)
  await devtools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['devtools.timeline', 'toplevel', 'disabled-by-default-devtools.timeline.frame'],
    },
  })
  await act()
  const complete = new Promise(resolve => devtools.once('Tracing.tracingComplete', resolve))
  await devtools.send('Tracing.end')
  await complete
  devtools.off('Tracing.dataCollected', collect)
  return events
}

/** What the page's thread did between the first callback of one frame and that of the next. */
function workOf(events: readonly TraceEvent[]): readonly number[] {
  const thread = events.find(event => event.name === 'FireAnimationFrame')?.tid
  const own = events.filter(event => event.tid === thread).sort((a, b) => a.ts - b.ts)
  const begun: number[] = []
  let isOpen = false
  for (const event of own) {
    if (event.name === 'FireAnimationFrame' && !isOpen) begun.push(event.ts)
    // Several callbacks of one frame follow each other; a paint or a layout of the page ends them.
    if (event.name === 'FireAnimationFrame') isOpen = true
    else if (event.name === 'Commit' || event.name === 'Layerize') isOpen = false
  }
  const tasks = own.filter(event => event.name.endsWith('RunTask'))
  const work = begun.map(() => 0)
  let frame = -1
  for (const task of tasks) {
    while (frame + 1 < begun.length && begun[frame + 1]! <= task.ts) frame++
    if (frame >= 0) work[frame]! += (task.tdur ?? 0) / 1000
  }
  return work.slice(0, -1)
}

function shownIn(events: readonly TraceEvent[]): readonly number[] {
  const times = events.filter(event => event.name === 'DrawFrame').map(event => event.ts / 1000)
  times.sort((a, b) => a - b)
  return times.slice(1).map((time, index) => time - times[index]!)
}

function quantiles(list: readonly number[]): string {
  const sorted = [...list].sort((a, b) => a - b)
  const at = (share: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1)
  return `${sorted.length}: median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms, longest ${at(1)} ms`
}

if (process.argv[1] === import.meta.filename) {
  const frames = await measureFrames()
  if (!frames) console.error('There is no Chromium on this machine.')
  else {
    console.log(`${largeSteps} steps, ${largeLanes} lanes, scrolled sideways`)
    console.log(`frames shown         ${quantiles(frames.shown)}`)
    console.log(`work of the page for each ${quantiles(frames.worked)}`)
  }
}
