import type { FunnelAnswer } from '../src/contract/exploring.ts'
import { type Figure, median } from './figures.ts'
import type { Product } from './open-product.ts'

const hotRuns = 5
const share = 10
const seeds = 100
const steps = encodeURIComponent([2, 3, 8, 10, 12].map(step => `tch-${step}`).join(' > '))
const twelve = encodeURIComponent([1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 18].map(step => `tch-${step}`).join(' > '))
const funnel = `/funnel?map=map-bench&steps=${steps}&within=P7D`

const asked = [
  ['a funnel of five steps', funnel],
  ['a funnel of twelve', `/funnel?map=map-bench&steps=${twelve}&stepWithin=P30D`],
  ['paths, six deep', '/paths?map=map-bench&start=tch-3&depth=6&top=50'],
  ['the graph with median times', '/graph?map=map-bench&limit=5000'],
  ['variants', '/variants?map=map-bench&limit=100'],
] as const

/** W5: Q1 to Q5 of a tenth of the customers, against all; and of a hundred such tenths, how many intervals hold what all say. */
export async function benchSamples(product: Product, say: (line: string) => void): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const [name, path] of asked) {
    const all = await timeOf(() => product.get(path))
    const some = await timeOf(() => product.get(`${path}&sample=${share}`))
    say(`W5, ${name}: all ${Math.round(all)} ms, a tenth ${Math.round(some)} ms`)
    figures.push({
      name: `W5: a tenth of the customers, ${name}: faster than all`,
      value: all / some,
      unit: '×',
      of: { ours: some, theirs: all, unit: 'ms' },
    })
  }
  return [...figures, await coverage(product, say)]
}

/** Of the rates of a funnel from step to step, in samples that begin at each hundredth, the share whose interval is right. */
async function coverage(product: Product, say: (line: string) => void): Promise<Figure> {
  const ratesOf = async (path: string) => (await product.get<FunnelAnswer>(path)).steps.map(step => step.rate)
  const truth = await ratesOf(funnel)
  let [right, told] = [0, 0]
  for (let seed = 0; seed < seeds; seed++) {
    for (const [step, rate] of (await ratesOf(`${funnel}&sample=${share}:${seed}`)).entries()) {
      const true_ = truth[step]
      if (!rate || !true_) continue
      told++
      if (rate.low <= true_.value && true_.value <= rate.high) right++
    }
  }
  say(`W5: ${right} of ${told} intervals of a tenth hold what all say`)
  return { name: 'W5: intervals of a tenth that hold what all say', value: (100 * right) / told, unit: '%' }
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  await work()
  const times: number[] = []
  for (let run = 0; run < hotRuns; run++) {
    const started = performance.now()
    await work()
    times.push(performance.now() - started)
  }
  return median(times)
}
