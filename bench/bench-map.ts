import { boundNames, channelOfName, deliveryName, eventNames } from './events-of-customers.ts'

const touchpointOf = (index: number) => `tch-${index + 1}`
const names = eventNames.slice(0, boundNames)
const stepsInPhase = 2
const touchpointsInStep = 2
const metric = 'met-days'

/**
 * A map of twenty touchpoints in five phases, each bound to the events of one name. Every event is a visit (nothing is
 * merged) and a case is a customer's run without a pause of thirty days, so that the same question can be written over
 * events in a few lines of SQL.
 */
export const benchMap = {
  format: 'parcours.map',
  formatVersion: '1.0',
  exportedAt: '2026-01-01T00:00:00.000Z',
  defaultLocale: 'en',
  journey: {
    id: 'jny-bench',
    name: { en: 'I buy a lamp' },
    status: 'active',
    caseRule: { abandonAfter: 'P30D' },
  },
  map: {
    id: 'map-bench',
    name: { en: 'Bench' },
    phases: Array.from({ length: names.length / (stepsInPhase * touchpointsInStep) }, (_, phase) => ({
      id: `pha-${phase + 1}`,
      name: { en: `Phase ${phase + 1}` },
      steps: Array.from({ length: stepsInPhase }, (_, step) => stepOf(phase * stepsInPhase + step)),
    })),
  },
  library: {
    touchpoints: names.map((name, index) => ({
      id: touchpointOf(index),
      name: { en: name },
      channels: [channelOfName[index]],
    })),
    metrics: [{ id: metric, name: { en: 'Days to the door' }, source: { property: 'days' } }],
  },
  bindings: names.map((name, index) => ({
    id: `bnd-${index + 1}`,
    touchpoint: touchpointOf(index),
    when: { field: 'type', op: 'eq', value: name },
    merge: { window: 'PT0S', by: [] },
  })),
}

function stepOf(order: number) {
  return {
    id: `stp-${order + 1}`,
    title: { en: `Step ${order + 1}` },
    placements: [order * touchpointsInStep, order * touchpointsInStep + 1].map(index => ({
      id: `plc-${index + 1}`,
      touchpoint: touchpointOf(index),
      metrics: index === deliveryName ? [{ metric, role: 'leading' }] : [],
    })),
  }
}

/** The step of each touchpoint, from 1, by its place on the map. */
export const stepOfName = names.map((_, index) => Math.floor(index / touchpointsInStep) + 1)
