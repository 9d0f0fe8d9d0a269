import type { MapMeasures, MeasureFilter } from '../../contract/measuring.ts'
import type { drawMeasuredMap as drawMeasuredMapRoute } from '../../contract/measuring-drawing.ts'
import type { InputOf } from '../../contract/route.ts'
import type { Context, LeavingFile } from '../../feature.ts'
import { drawnMap, type LivedMap } from '../../mapping/index.ts'
import { measureMap } from './measure-map.ts'

/** A map as a file, with what customers lived on it: by the very measures of the screen. */
export async function drawMeasuredMap(
  context: Context,
  { params, query }: InputOf<typeof drawMeasuredMapRoute>,
): Promise<LeavingFile> {
  const { view, from, to, channel, cohort, segment, ...look } = query
  const filter: MeasureFilter = {
    from,
    to,
    ...(channel ? { channel } : {}),
    ...(cohort ? { cohort } : {}),
    ...(segment ? { segment } : {}),
  }
  const measures = await measureMap(context, { params, query: filter, body: undefined })
  return await drawnMap(context, { params, query: look, body: undefined }, { ...livedMap(measures), view })
}

/** The measures of a map as plain figures: all that a drawing, or a public page, may know of them. */
export function livedMap({ period, cases, steps, touchpoints, unbound }: MapMeasures): LivedMap {
  const unseen = new Set(unbound)
  return {
    from: period.from,
    to: period.to,
    cases: cases.hidden ? null : cases.value,
    feelings: steps.map(({ step, emotion: { mean, low, high, customers, reading } }) => ({
      step,
      mean,
      low,
      high,
      customers,
      reading,
    })),
    reach: new Map(
      touchpoints.flatMap(({ touchpoint, reach }) =>
        reach === null || unseen.has(touchpoint) ? [] : [[touchpoint, reach] as const],
      ),
    ),
  }
}
