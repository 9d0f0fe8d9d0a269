import { z } from 'zod'

/** Something that a map must mend: what, where, and in words. A `warning` lets it be published; an `error` does not. */
export const mapProblemShape = z.strictObject({
  code: z.string(),
  weight: z.enum(['error', 'warning']),
  /** What to bring the reader to: the ids of the elements concerned, the nearest first. */
  at: z.array(
    z.strictObject({ kind: z.enum(['map', 'phase', 'step', 'placement', 'lane', 'library']), id: z.string() }),
  ),
  fr: z.string(),
  en: z.string(),
})
export type MapProblem = z.output<typeof mapProblemShape>
/** Where a problem is. */
export type ProblemPlace = MapProblem['at'][number]
