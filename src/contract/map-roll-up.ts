import { z } from 'zod'
import { labelShape } from '../vocabulary/label.ts'
import { inWorkspace } from './fields.ts'
import { mapMeasures, meanWithInterval, measureFilter } from './measuring.ts'
import { route } from './route.ts'

/** What was lived in the journeys that the steps of a map open into, brought up to those steps. */
export const mapRollUp = z.object({
  steps: z.array(
    z.object({
      step: z.string(),
      journey: z.string(),
      name: labelShape,
      /** The map of that journey which is measured: its current one; null where it has none. */
      map: z.string().nullable(),
      /** Null where there is no such map. */
      measures: mapMeasures
        .pick({ customers: true, cases: true, closedCases: true, completedCases: true, throughput: true })
        .extend({
          /** The mean of the touchpoints of the whole journey, weighted by their visits as at a step. */
          emotion: meanWithInterval,
        })
        .nullable(),
    }),
  ),
})
export type MapRollUp = z.output<typeof mapRollUp>

export const rollUp = route({
  name: 'measuring.rollUp',
  method: 'get',
  path: '/api/w/{workspace}/maps/{map}/sub-journeys',
  access: 'measure.read',
  summary: 'Measures the journeys that the steps of a map open into, and brings their figures up to those steps.',
  params: inWorkspace.extend({ map: z.string().max(40) }),
  query: measureFilter,
  answer: mapRollUp,
})
