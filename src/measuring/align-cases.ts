import { setImmediate as turn } from 'node:timers/promises'
import type { Context } from '../feature.ts'
import { type MapWithTouchpoints, mapWithTouchpoints } from '../mapping/index.ts'
import { type Alignment, alignerOf } from '../vocabulary/conformance.ts'
import { secondsOfDuration } from '../vocabulary/duration.ts'
import { termsOf } from './activities.ts'
import { conformanceModelOf, type LeftOut } from './conformance-model.ts'
import { type Keeping, keepingOf, type Narrowing } from './kept-visits.ts'
import { countStories } from './questions/count-stories.ts'

/** A variant with its alignment, and how many closed or open cases went that way. */
export type AlignedVariant = {
  readonly variant: string
  readonly closed: boolean
  readonly touchpoints: readonly number[]
  readonly cases: number
  readonly customers: number
  readonly alignment: Alignment
}

export type AlignedCases = {
  readonly map: MapWithTouchpoints
  readonly keeping: Keeping
  readonly closedBefore: Date
  readonly leftOut: readonly LeftOut[]
  readonly variants: readonly AlignedVariant[]
}

/** Beyond so many variants the rarest are not aligned; how many cases that leaves out is told. */
const mostVariants = 100_000
const mostKept = 200_000

/** Alignments by map and variant: a changed filter meets most of them again. */
const kept = new Map<string, Map<string, Alignment>>()

/** The cases of a map's journey that the filter keeps, and since when one without a visit is closed. */
export async function closedCasesOf(
  context: Context,
  mapId: string,
  filter: Narrowing,
): Promise<Pick<AlignedCases, 'map' | 'keeping' | 'closedBefore'>> {
  const { workspace } = context
  const map = await mapWithTouchpoints(context, workspace.number, mapId)
  const waited = secondsOfDuration(map.journey.caseRule.abandonAfter)! * 1000
  return {
    map,
    keeping: keepingOf(workspace.number, map.journeyNumber, filter, termsOf(context, map)),
    closedBefore: new Date(context.now().getTime() - waited),
  }
}

/** Aligns the cases that the filter keeps with their map, once for each variant. */
export async function alignCases(context: Context, mapId: string, filter: Narrowing): Promise<AlignedCases> {
  const { clickhouse, workspace } = context
  const { map, keeping, closedBefore } = await closedCasesOf(context, mapId, filter)
  const { model, leftOut } = conformanceModelOf(map)
  const stories = await countStories(clickhouse, keeping, closedBefore, mostVariants, workspace.minimumGroup)
  const align = alignerOf(model)
  const known = alignmentsOf(`${workspace.number} ${JSON.stringify(model)}`)
  const variants: AlignedVariant[] = []
  let fresh = 0
  for (const story of stories) {
    const name = `${story.closed}${story.variant}`
    let alignment = known.get(name)
    if (!alignment) {
      alignment = align(story.touchpoints, story.closed === 0)
      known.set(name, alignment)
      // Others are answered between.
      if (++fresh % 100 === 0) await turn()
    }
    variants.push({
      variant: story.variant,
      closed: story.closed === 1,
      touchpoints: story.touchpoints,
      cases: Number(story.cases),
      customers: Number(story.customers),
      alignment,
    })
  }
  return { map, keeping, closedBefore, leftOut, variants }
}

function alignmentsOf(model: string): Map<string, Alignment> {
  const sum = [...kept.values()].reduce((amount, each) => amount + each.size, 0)
  if (sum > mostKept) kept.clear()
  const known = kept.get(model) ?? new Map<string, Alignment>()
  kept.set(model, known)
  return known
}
