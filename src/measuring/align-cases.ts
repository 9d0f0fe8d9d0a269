import { setImmediate as turn } from 'node:timers/promises'
import type { Context } from '../feature.ts'
import { type MapWithTouchpoints, mapWithTouchpoints } from '../mapping/index.ts'
import { type Alignment, alignerOf, type Deviation } from '../vocabulary/conformance.ts'
import { secondsOfDuration } from '../vocabulary/duration.ts'
import { termsOf } from './activities.ts'
import { conformanceModelOf, type LeftOut } from './conformance-model.ts'
import { type Keeping, keepingOf, type Narrowing } from './kept-visits.ts'
import { countStories, type StoryCount, tellStories } from './questions/count-stories.ts'

/** A variant with its alignment, and how many closed or open cases went that way. */
export type AlignedVariant = Aligned & {
  readonly variant: string
  readonly closed: boolean
  readonly cases: number
  readonly customers: number
}

type Aligned = {
  readonly touchpoints: readonly number[]
  readonly alignment: Alignment
  /** How many visits are explained, and the placements that explain any. */
  readonly explained: number
  readonly reached: readonly string[]
  /** The deviations told apart, with how many visits of a case show each. */
  readonly shown: readonly { readonly name: string; readonly deviation: Deviation; readonly visits: number }[]
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
const kept = new Map<string, Map<string, Aligned>>()

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
  return alignKept(context, await closedCasesOf(context, mapId, filter))
}

export async function alignKept(
  { clickhouse, workspace }: Context,
  { map, keeping, closedBefore }: Awaited<ReturnType<typeof closedCasesOf>>,
): Promise<AlignedCases> {
  const { model, leftOut } = conformanceModelOf(map)
  const stories = await countStories(clickhouse, keeping, closedBefore, mostVariants, workspace.minimumGroup)
  const known = alignmentsOf(`${workspace.number} ${JSON.stringify(model)}`)
  const fresh = stories.filter(story => !known.has(nameOf(story)))
  if (fresh.length > 0) {
    const told = await tellStories(clickhouse, keeping, [...new Set(fresh.map(story => story.variant))])
    const align = alignerOf(model)
    for (const [index, story] of fresh.entries()) {
      const touchpoints = told.get(story.variant)
      // Written again between the two questions: the next asking finds what it became.
      if (!touchpoints) continue
      known.set(nameOf(story), summed(touchpoints, align(touchpoints, story.closed === 0)))
      // Others are answered between.
      if (index % 100 === 99) await turn()
    }
  }
  const variants = stories.flatMap(story => {
    const aligned = known.get(nameOf(story))
    return aligned ? [{ ...aligned, ...story, closed: story.closed === 1 }] : []
  })
  return { map, keeping, closedBefore, leftOut, variants }
}

const nameOf = ({ closed, variant }: StoryCount) => `${closed}${variant}`

/** What is added up of an alignment at each asking is told apart once. */
function summed(touchpoints: readonly number[], alignment: Alignment): Aligned {
  const shown = new Map<string, { deviation: Deviation; visits: number }>()
  for (const deviation of alignment.deviations) {
    const name = `${deviation.kind} ${deviation.touchpoint} ${deviation.placement}`
    const held = shown.get(name)
    if (held) held.visits++
    else shown.set(name, { deviation, visits: 1 })
  }
  const reached = alignment.explained.filter(id => id !== null)
  return {
    touchpoints,
    alignment,
    explained: reached.length,
    reached: [...new Set(reached)],
    shown: [...shown].map(([name, each]) => ({ name, ...each })),
  }
}

function alignmentsOf(model: string): Map<string, Aligned> {
  const sum = [...kept.values()].reduce((amount, each) => amount + each.size, 0)
  if (sum > mostKept) kept.clear()
  const known = kept.get(model) ?? new Map<string, Aligned>()
  kept.set(model, known)
  return known
}
