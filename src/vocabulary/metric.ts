import { z } from 'zod'
import { durationShape } from './duration.ts'
import { extensible, objectId } from './extensible.ts'
import { labelShape, plainText } from './label.ts'

/**
 * Something that is followed in figures. `source.property` names the numeric property of events that carries it, so
 * that it can be read from what customers lived.
 */
export const metricShape = extensible({
  id: objectId,
  name: labelShape,
  unit: plainText(40).default(''),
  direction: z.enum(['up', 'down']).default('up'),
  kind: z.enum(['perception', 'behaviour', 'operational', 'financial', 'employee']).default('operational'),
  target: z.number().nullable().default(null),
  source: z
    .strictObject({ property: plainText(200).min(1) })
    .nullable()
    .default(null),
})
export type Metric = z.output<typeof metricShape>

/** A metric at a placement, and what it is there: the outcome, or a sign that comes before it. */
export const metricLinkShape = extensible({
  metric: objectId,
  role: z.enum(['outcome', 'leading', 'cost', 'volume']),
  lag: durationShape.nullable().default(null),
  validation: z.enum(['validated', 'notValidated', 'untested']).default('untested'),
})
export type MetricLink = z.output<typeof metricLinkShape>
