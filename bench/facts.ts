import type { GraphAnswer, MapMeasures } from '../src/contract/measuring.ts'

/** The numbers of an answer by name, whoever gave it: `3 visits`, `3 to 5`, `customers`. */
export type Facts = Readonly<Record<string, number>>

export type Period = { readonly from: Date; readonly to: Date }

/** What differs from what the product says; empty when all of its numbers are the same. Medians to a thousandth. */
export function differences(product: Facts, other: Facts): readonly string[] {
  return Object.entries(product).flatMap(([name, value]) => {
    const theirs = other[name] ?? 0
    // What is said of now is asked a moment later by the others.
    const tolerated = /(median|about)$/.test(name) ? Math.abs(value) * 1e-3 + 1e-3 : 0
    return Math.abs(theirs - value) <= tolerated ? [] : [`${name}: ${value} and ${theirs}`]
  })
}

const numberOf = (touchpoint: string) => Number(touchpoint.replace('tch-', ''))

export function factsOfMeasures(measures: MapMeasures): Facts {
  const facts: Record<string, number> = {
    events: measures.coverage.events,
    claimed: measures.coverage.claimed,
    customers: measures.customers.value ?? 0,
    cases: measures.cases.value ?? 0,
    'closed about': measures.closedCases,
    'lasted median': measures.throughput.median ?? 0,
  }
  for (const step of measures.steps)
    facts[`step ${step.step.replace('stp-', '')} customers`] = step.customers.value ?? 0
  for (const touchpoint of measures.touchpoints) {
    const at = numberOf(touchpoint.touchpoint)
    facts[`${at} visits`] = touchpoint.visits.value ?? 0
    facts[`${at} customers`] = touchpoint.customers.value ?? 0
    facts[`${at} cases`] = touchpoint.cases.value ?? 0
    facts[`${at} waited`] = touchpoint.wait.n
    facts[`${at} wait median`] = touchpoint.wait.median ?? 0
    facts[`${at} figured`] = touchpoint.leading?.n ?? 0
    facts[`${at} to 0`] = touchpoint.end.visits
    for (const next of touchpoint.next) facts[`${at} to ${numberOf(next.touchpoint)}`] = next.visits
    for (const score of touchpoint.satisfaction) facts[`${at} answers`] = score.answers
  }
  return facts
}

export function factsOfGraph(graph: GraphAnswer): Facts {
  const facts: Record<string, number> = { variants: graph.variants, cases: graph.cases, customers: graph.customers }
  for (const follow of graph.follows) {
    const pair = `${numberOf(follow.from)} to ${numberOf(follow.to)}`
    facts[pair] = follow.count
    facts[`${pair} cases`] = follow.cases
    facts[`${pair} median`] = follow.medianSeconds ?? 0
  }
  return facts
}
