import type { AttributionAnswer } from '../src/contract/exploring.ts'
import type { SurvivalAnswer } from '../src/contract/measuring-leaving.ts'
import type { Asked } from './explore.ts'
import type { Facts } from './facts.ts'
import type { Product } from './open-product.ts'
import { segments, segmentTrait } from './segments.ts'
import type { VisitArrays } from './visit-arrays.ts'

const to = '2026-11-01T00:00:00.000Z'
const until = Date.parse(to)
const silenceSeconds = 60 * 86_400
const goal = 12

/** Q10: how long customers of each segment last, and what goes with reaching a goal, by the removal of each channel. */
export function leavingQuestions(product: Product, visits: VisitArrays): readonly Asked[] {
  return [
    {
      name: 'Q10: how long customers last, by segment',
      aimMs: 1000,
      product: async () =>
        factsOfSurvival(await product.get<SurvivalAnswer>(`/survival?map=map-bench&trait=${segmentTrait}&to=${to}`)),
      arrays: () => survivalInArrays(visits, segments, index => visits.segment[index]!),
    },
    {
      name: 'Q10: how long customers last, by how their first journey went',
      aimMs: 1000,
      product: async () => {
        const told = await product.get<SurvivalAnswer>(`/survival?map=map-bench&apart=first-journey&to=${to}`)
        return factsOfSurvival(told)
      },
      arrays: () => {
        const { groups, groupOf } = firstJourneys(visits)
        return survivalInArrays(visits, groups, groupOf)
      },
    },
    {
      name: 'Q10: the effect of removing each channel',
      aimMs: 1000,
      product: async () => {
        const told = await product.get<AttributionAnswer>(`/attribution?map=map-bench&goal=tch-${goal}&of=channel`)
        return { cases: told.reached + told.lost, reached: told.reached }
      },
      arrays: () => reachedInArrays(visits),
    },
  ]
}

function factsOfSurvival({ groups }: SurvivalAnswer): Facts {
  return Object.fromEntries(
    groups.flatMap(({ name, customers, ended, curve }) => [
      [`${name} customers`, customers],
      [`${name} ended`, ended ?? 0],
      ...curve.flatMap(({ day, atRisk, survival }) => [
        [`${name} at risk on ${day}`, atRisk],
        [`${name} left on ${day} about`, survival],
      ]),
    ]),
  )
}

type Customer = (index: number) => number

/** Which of the six most frequent variants each customer's first journey was, or another: by the index of any visit. */
function firstJourneys({ length, touchpoint, atMs, opensCase, opensCustomer }: VisitArrays): {
  groups: readonly string[]
  groupOf: Customer
} {
  const customers = new Map<string, number>()
  const storyOf: string[] = []
  const ordinal = new Uint32Array(length)
  for (let at = 0; at < length; at++) {
    if (opensCustomer[at] === 1) {
      let end = at + 1
      while (end < length && opensCase[end] === 0 && atMs[end]! < until) end++
      const story = touchpoint.subarray(at, end).join(' ')
      if (atMs[at]! < until) customers.set(story, (customers.get(story) ?? 0) + 1)
      storyOf.push(story)
    }
    ordinal[at] = storyOf.length - 1
  }
  const common = [...customers].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1)).slice(0, 6)
  const groupOfStory = new Map(common.map(([story], index) => [story, index]))
  return {
    groups: [...common.map((_, index) => String.fromCharCode(65 + index)), 'other'],
    groupOf: index => groupOfStory.get(storyOf[ordinal[index]!]!) ?? common.length,
  }
}

/** Kaplan and Meier, by whole days: silence of sixty days is the ending. */
function survivalInArrays(
  { length, atMs, opensCustomer }: VisitArrays,
  groups: readonly string[],
  groupOf: Customer,
): Facts {
  const most = 4000
  const [ended, gone] = [0, 1].map(() => groups.map(() => new Float64Array(most))) as [Float64Array[], Float64Array[]]
  const seconds = (ms: number) => Math.floor(ms / 1000)
  let [first, last] = [-1, -1]
  const end = (own: number) => {
    if (first < 0) return
    const silent = seconds(until) - seconds(last) >= silenceSeconds
    const days = Math.floor((seconds(silent ? last : until) - seconds(first)) / 86_400)
    ;(silent ? ended : gone)[own]![days]!++
    first = -1
  }
  for (let at = 0; at < length; at++) {
    if (opensCustomer[at] === 1 && at > 0) end(groupOf(at - 1))
    if (atMs[at]! >= until) continue
    if (first < 0) first = atMs[at]!
    last = atMs[at]!
  }
  end(groupOf(length - 1))
  const facts: Record<string, number> = {}
  for (const [place, name] of groups.entries()) {
    const sum = (amounts: Float64Array) => amounts.reduce((all, each) => all + each, 0)
    let left = sum(ended[place]!) + sum(gone[place]!)
    facts[`${name} customers`] = left
    facts[`${name} ended`] = sum(ended[place]!)
    let survival = 1
    for (let day = 0; day < most && left > 0; day++) {
      survival *= 1 - ended[place]![day]! / left
      facts[`${name} at risk on ${day}`] = left
      facts[`${name} left on ${day} about`] = survival
      left -= ended[place]![day]! + gone[place]![day]!
    }
  }
  return facts
}

function reachedInArrays({ length, touchpoint, opensCase }: VisitArrays): Facts {
  let [cases, reached] = [0, 0]
  let met = true
  for (let at = 0; at < length; at++) {
    if (opensCase[at] === 1) {
      cases++
      met = false
    }
    if (met || touchpoint[at] !== goal) continue
    met = true
    reached++
  }
  return { cases, reached }
}
