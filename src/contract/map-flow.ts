import { z } from 'zod'
import { labelShape } from '../vocabulary/label.ts'
import { clockAsked, clockTold } from './clock.ts'
import { exploreFilter } from './exploring.ts'
import { count, inWorkspace } from './fields.ts'
import { visitRow } from './measuring.ts'
import { route } from './route.ts'

const onMap = inWorkspace.extend({ map: z.string().max(40) })
const mapFilter = exploreFilter.omit({ map: true })

/** What happens between the steps of a map. */
export const mapFlow = z.object({
  /** How waits are counted. */
  clock: clockTold,
  /** Closed cases: the shares of strays are of these. */
  cases: count,
  /**
   * How long customers had waited when they came to a step from elsewhere: from the visit before, at another step or off
   * the map, to the one here. In seconds.
   */
  waits: z.array(
    z.object({
      step: z.string(),
      median: z.number().nullable(),
      p90: z.number().nullable(),
      n: count,
      /** Some came, of fewer customers than may be shown. */
      hidden: z.boolean(),
    }),
  ),
  /**
   * Visits of touchpoints that the map does not have, by the step after which they came: that of the last visit which
   * the map explains; null before the first of them. Places of fewer customers than may be shown are not told.
   */
  strays: z.array(
    z.object({ touchpoint: z.string(), name: labelShape, after: z.string().nullable(), cases: count, visits: count }),
  ),
  /** Strays whose place is not told, for that reason. */
  hiddenStrays: count,
})
export type MapFlow = z.output<typeof mapFlow>

export const askFlow = route({
  name: 'measuring.askFlow',
  method: 'get',
  path: '/api/w/{workspace}/maps/{map}/flow',
  access: 'measure.read',
  summary: 'What happens between the steps of a map: how long customers wait, and where they go off it.',
  params: onMap,
  query: mapFilter.extend({ clock: clockAsked.optional() }),
  answer: mapFlow,
})

export const listWaits = route({
  name: 'measuring.listWaits',
  method: 'get',
  path: '/api/w/{workspace}/maps/{map}/flow/waits',
  access: 'measure.read',
  summary: 'Lists the visits whose wait before a step was measured, by the very condition that measured it.',
  params: onMap,
  query: mapFilter.extend({
    step: z.string().max(40),
    clock: clockAsked.optional(),
    cursor: z.string().max(20).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(50),
  }),
  answer: z.object({
    total: count,
    hidden: z.boolean(),
    rows: z.array(visitRow),
    cursor: z.string().nullable(),
  }),
})
