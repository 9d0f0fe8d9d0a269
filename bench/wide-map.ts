import { boundNames, channelOfName, eventNames } from './events-of-customers.ts'
import type { Facts } from './facts.ts'
import type { VisitArrays } from './visit-arrays.ts'

const devices = ['mobile', 'desktop'] as const
const names = eventNames.slice(0, boundNames)
const places = names.flatMap((name, index) =>
  devices.map((device, at) => ({
    name,
    device,
    channel: channelOfName[index]!,
    id: `${index * devices.length + at + 1}`,
  })),
)
const stepsInPhase = 4

/** The same events as in the other map, told apart by device: forty touchpoints in twenty steps, one after the other. */
export const wideMap = {
  format: 'parcours.map',
  formatVersion: '1.0',
  exportedAt: '2026-01-01T00:00:00.000Z',
  defaultLocale: 'en',
  journey: {
    id: 'jny-wide',
    name: { en: 'I buy a lamp, by device' },
    status: 'active',
    caseRule: { abandonAfter: 'P30D' },
  },
  map: {
    id: 'map-wide',
    name: { en: 'Bench, wide' },
    phases: Array.from({ length: names.length / stepsInPhase }, (_, phase) => ({
      id: `pha-w${phase + 1}`,
      name: { en: `Phase ${phase + 1}` },
      steps: Array.from({ length: stepsInPhase }, (_, nth) => stepOf(phase * stepsInPhase + nth)),
    })),
  },
  library: {
    touchpoints: places.map(({ id, name, device, channel }) => ({
      id: `tch-w${id}`,
      name: { en: `${name}, ${device}` },
      channels: [channel],
    })),
  },
  bindings: places.map(({ id, name, device }) => ({
    id: `bnd-w${id}`,
    touchpoint: `tch-w${id}`,
    when: {
      all: [
        { field: 'type', op: 'eq', value: name },
        { field: 'device', op: 'eq', value: device },
      ],
    },
    merge: { window: 'PT0S', by: [] },
  })),
}

function stepOf(order: number) {
  return {
    id: `stp-w${order + 1}`,
    title: { en: `Step ${order + 1}` },
    placements: devices.map((_, at) => {
      const id = order * devices.length + at + 1
      return { id: `plc-w${id}`, touchpoint: `tch-w${id}` }
    }),
  }
}

/**
 * The fitness of closed cases with it: a customer keeps to one device, so each step explains one visit, in their order,
 * and what is not explained costs 1: the visits less their longest rising line.
 */
export function wideFitnessInArrays(
  { length, touchpoint, atMs, opensCase }: VisitArrays,
  closedBeforeMs: number,
): Facts {
  const most = new Uint8Array(boundNames + 1)
  let [cases, cost, worst] = [0, 0, 0]
  for (let from = 0; from < length; ) {
    let to = from + 1
    while (to < length && opensCase[to] === 0) to++
    if (atMs[to - 1]! < closedBeforeMs) {
      // The most visits that can be explained, ending at each step or before.
      most.fill(0)
      for (let at = from; at < to; at++) {
        const step = touchpoint[at]!
        const reached = most[step - 1]! + 1
        for (let later = step; later <= boundNames && most[later]! < reached; later++) most[later] = reached
      }
      cases++
      cost += to - from - most[boundNames]!
      worst += to - from
    }
    from = to
  }
  return { 'cases about': cases, 'fitness about': 1 - cost / worst }
}
