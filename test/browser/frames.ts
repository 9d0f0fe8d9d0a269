// Scrolls a map of 400 steps and 20 lanes in Chromium under a trace, and prints how long its frames took. Not a test:
// a figure of a machine. Run it as: node scripts/run.mjs test/browser/frames.ts
import { importMap } from '../../src/contract/mapping.ts'
import { laneTypes } from '../../src/vocabulary/journey-map.ts'
import { openWeb } from './open-web.ts'

const phases = 8
const stepsPerPhase = 50

await using web = (await openWeb({ customers: 0 })) ?? fail('no Chromium on this machine')
const told = await web.house.call(importMap, { query: { dryRun: 'false' }, body: largeMap() })
if (told.status !== 201) fail(`the map was refused: ${JSON.stringify(told.answer).slice(0, 500)}`)
const page = await web.open(`/w/${web.house.workspace.key}/maps/large?view=designed`)
await page.getByRole('grid').waitFor()
await page.waitForTimeout(1500)
const devtools = await page.context().newCDPSession(page)
const cells = await page.locator('[role=gridcell]').count()
console.log(`${phases * stepsPerPhase} steps, 20 lanes: ${cells} cells drawn of ${phases * stepsPerPhase * 20}`)

for (const { name, x, y } of [
  { name: 'sideways', x: -30_000, y: 0 },
  { name: 'back', x: 30_000, y: 0 },
  { name: 'downwards', x: 0, y: -2000 },
]) {
  const { drawn, painted, busy } = await traced(async () => {
    await devtools.send('Input.synthesizeScrollGesture', {
      x: 900,
      y: 500,
      xDistance: x,
      yDistance: y,
      // A hand that turns the wheel fast: 3,000 pixels a second.
      speed: 3000,
      gestureSourceType: 'mouse',
      preventFling: true,
    })
  })
  console.log(
    `${name.padEnd(10)} frames shown ${quantiles(drawn)}; drawn by the page ${quantiles(painted)}; computed for each ${quantiles(busy)}`,
  )
}

type TraceEvent = { name: string; ts: number; dur?: number; tdur?: number; ph: string; tid: number; cat: string }
type Traced = {
  readonly drawn: readonly number[]
  readonly painted: readonly number[]
  readonly busy: readonly number[]
}

/** The times between frames while `act` goes on: those the screen showed, and those the page itself had ready. */
async function traced(act: () => Promise<void>): Promise<Traced> {
  const events: TraceEvent[] = []
  const collect = ({ value }: { value: unknown[] }) => events.push(...(value as typeof events))
  devtools.on('Tracing.dataCollected', collect)
  await devtools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['devtools.timeline', 'toplevel', 'disabled-by-default-devtools.timeline.frame'],
    },
  })
  await page.evaluate(() => {
    const seen: number[] = []
    Object.assign(globalThis, { frameTimes: seen, counting: true })
    const count = (at: number) => {
      seen.push(at)
      if ((globalThis as { counting?: boolean }).counting) requestAnimationFrame(count)
    }
    requestAnimationFrame(count)
  })
  await act()
  const seen = await page.evaluate(() => {
    Object.assign(globalThis, { counting: false })
    return (globalThis as unknown as { frameTimes: number[] }).frameTimes
  })
  const complete = new Promise(resolve => devtools.once('Tracing.tracingComplete', resolve))
  await devtools.send('Tracing.end')
  await complete
  devtools.off('Tracing.dataCollected', collect)
  // What the page's own thread computed between two of its frames, by its clock of processor time: on a machine that
  // does other things as well, this is what stays comparable.
  const thread = events.find(event => event.name === 'FireAnimationFrame' || event.name === 'FunctionCall')?.tid
  const begun = events
    .filter(event => event.name === 'FireAnimationFrame' && event.tid === thread)
    .map(event => event.ts)
  const tasks = events.filter(event => event.name.endsWith('RunTask') && event.tid === thread)
  const busy = begun
    .slice(1)
    .map((end, index) =>
      tasks
        .filter(task => task.ts >= begun[index]! && task.ts < end)
        .reduce((sum, task) => sum + (task.tdur ?? 0) / 1000, 0),
    )
  const shown = events.filter(event => event.name === 'DrawFrame').map(event => event.ts / 1000)
  return { drawn: between(shown.sort((a, b) => a - b)), painted: between(seen), busy }
}

function between(times: readonly number[]): readonly number[] {
  return times.slice(1).map((time, index) => time - times[index]!)
}

function quantiles(list: readonly number[]): string {
  const sorted = [...list].sort((a, b) => a - b)
  const at = (share: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1)
  return `${sorted.length}: median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms, longest ${at(1)} ms`
}

function largeMap() {
  const types = laneTypes.filter(type => !['image', 'custom'].includes(type))
  const lanes = Array.from({ length: 20 }, (_, index) => ({ id: `lane${index}`, type: types[index] ?? 'text' }))
  const written = lanes.filter(
    ({ type }) =>
      !['touchpoint', 'channel', 'emotion', 'desired', 'people', 'process', 'procedure', 'tool', 'metric'].includes(
        type,
      ),
  )
  const touchpoints = Array.from({ length: 40 }, (_, index) => ({
    id: `t${index}`,
    name: { fr: `Point de contact ${index}`, en: `Touchpoint ${index}` },
    channels: [['web', 'store', 'phone', 'app'][index % 4]!],
  }))
  const stepOf = (number: number) => ({
    id: `s${number}`,
    title: { fr: `Je fais la chose numéro ${number}`, en: `I do the thing number ${number}` },
    placements: [0, 1].map(place => ({
      id: `p${number}-${place}`,
      touchpoint: `t${(number * 2 + place) % 40}`,
      presence: place === 0 ? 'expected' : 'possible',
      raci: [{ role: 'accountable', department: `d${number % 5}` }],
    })),
    cells: written.map(({ id }, index) => ({
      lane: id,
      text: { fr: `Ce que l’on pense ici, ligne ${index}, étape ${number}, en quelques mots de plus.` },
    })),
    emotion: {
      declared: [{ persona: null, valence: Math.round(Math.sin(number / 3) * 80) / 100 }],
      desired: { valence: 0.6 },
    },
  })
  return {
    format: 'parcours.map',
    formatVersion: '1.0',
    exportedAt: '2026-01-01T00:00:00Z',
    defaultLocale: 'fr',
    journey: { id: 'large-journey', name: { fr: 'Quatre cents étapes', en: 'Four hundred steps' } },
    map: {
      id: 'large',
      lanes,
      phases: Array.from({ length: phases }, (_, phase) => ({
        id: `ph${phase}`,
        name: { fr: `Phase ${phase + 1}` },
        steps: Array.from({ length: stepsPerPhase }, (_, step) => stepOf(phase * stepsPerPhase + step)),
      })),
    },
    library: {
      touchpoints,
      departments: Array.from({ length: 5 }, (_, index) => ({ id: `d${index}`, name: { fr: `Service ${index}` } })),
    },
    bindings: [],
    measures: { included: false },
  }
}

function fail(reason: string): never {
  console.error(reason)
  process.exit(1)
}
