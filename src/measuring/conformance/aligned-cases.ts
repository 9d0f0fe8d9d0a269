import type { Context, Installation } from '../../feature.ts'
import { type MapWithTouchpoints, mapWithTouchpoints } from '../../mapping/index.ts'
import { secondsOfDuration } from '../../vocabulary/duration.ts'
import { termsOf } from '../filtering/activities.ts'
import { keepingOf, type Narrowing } from '../filtering/kept-visits.ts'
import { type AlignmentScope, countAlignments } from '../questions/count-alignments.ts'
import { type AlignmentFrame, type AlignmentItem, alignmentFrameOf, readItem } from './alignment-frame.ts'
import { keepAlignments } from './keep-alignments.ts'

/** The cases of a map's journey that a filter keeps, and what their alignments with the map are kept by. */
export type AlignedCases = {
  readonly map: MapWithTouchpoints
  readonly frame: AlignmentFrame
  readonly scope: AlignmentScope
}

/** What the alignments of closed, or of open, cases show of one item. */
export type ItemSum = {
  readonly item: AlignmentItem
  readonly touchpoint: number
  readonly place: number | null
  readonly closed: boolean
  readonly cases: number
  readonly conforming: number
  readonly amount: number
  readonly customers: number
  readonly variants: number
}

/** While somebody waits no more variants than these are aligned; how many cases that leaves out is told. */
const mostVariants = 100_000

export async function alignedCasesOf(context: Context, mapId: string, filter: Narrowing): Promise<AlignedCases> {
  const whole = await wholeCasesOf(context, context.workspace.number, mapId)
  const { map, scope } = whole
  const keeping = keepingOf(context.workspace.number, map.journeyNumber, filter, termsOf(context, map))
  return { ...whole, scope: { ...scope, keeping } }
}

/** All cases of a map's journey. */
export async function wholeCasesOf(
  installation: Pick<Installation, 'postgres' | 'now'>,
  workspace: number,
  mapId: string,
): Promise<AlignedCases> {
  const map = await mapWithTouchpoints(installation, workspace, mapId)
  const frame = alignmentFrameOf(map)
  const waited = secondsOfDuration(map.journey.caseRule.abandonAfter)! * 1000
  return {
    map,
    frame,
    scope: {
      keeping: keepingOf(workspace, map.journeyNumber, {}),
      closedBefore: new Date(installation.now().getTime() - waited),
      frame: frame.number,
    },
  }
}

/** What the alignments of these cases show, item by item. Those that are not there yet are made first. */
export async function sumAlignments(
  { clickhouse, workspace }: Context,
  { frame, scope }: AlignedCases,
  accepted: readonly number[] = [],
): Promise<readonly ItemSum[]> {
  const ask = () => countAlignments(clickhouse, scope, accepted, workspace.minimumGroup)
  let rows = await ask()
  if (rows.some(row => row.item === '0')) {
    await keepAlignments(clickhouse, frame, scope, mostVariants)
    rows = await ask()
  }
  return rows.map(row => ({
    ...readItem(Number(row.item)),
    closed: row.closed === 1,
    cases: Number(row.cases),
    conforming: Number(row.conforming),
    amount: Number(row.amounts),
    customers: Number(row.customers),
    variants: Number(row.variants),
  }))
}
