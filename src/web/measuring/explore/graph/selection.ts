import type { GraphAnswer, MeasureFilter } from '../../../../contract/measuring.ts'
import { readFollowers, readNames, writeFollowers, writeNames } from '../../../../vocabulary/case-filter.ts'
import type { Apart } from '../../../charts/FlowPicture.tsx'
import { beginning, end } from '../../../charts/flow-layout.ts'

/** What is kept apart, as the address says it: an activity, or a flow, where '' stands for the beginning and the end. */
export function readApart(told: readonly string[] | undefined): Apart | undefined {
  const [first, second] = told ?? []
  if (first === undefined) return undefined
  return second === undefined ? { activity: first } : { from: first || beginning, to: second || end }
}

export function writeApart(apart: Apart | undefined): readonly string[] | undefined {
  if (!apart) return undefined
  if ('activity' in apart) return [apart.activity]
  return [apart.from === beginning ? '' : apart.from, apart.to === end ? '' : apart.to]
}

type Narrowing = Partial<MeasureFilter>

/**
 * The filter that keeps the cases behind what is kept apart, as the graph counted them: under the filters that are on,
 * and without the visits that it passes over.
 */
export function casesBehind(
  apart: Apart,
  graph: Pick<GraphAnswer, 'activities' | 'leftOut'>,
  on: Narrowing,
): Narrowing {
  const only = graph.leftOut.activities === 0 ? {} : { only: writeNames(graph.activities.map(one => one.name)) }
  if ('activity' in apart) {
    const through = [...(on.through ? (readNames(on.through) ?? []) : []), apart.activity]
    return { ...only, through: writeNames([...new Set(through)]) }
  }
  if (apart.from === beginning) return { ...only, first: writeNames([apart.to]) }
  if (apart.to === end) return { ...only, last: writeNames([apart.from]) }
  const held = on.follower ? (readFollowers(on.follower) ?? []) : []
  return { ...only, follower: writeFollowers([...held, [apart.from, '>', apart.to]]) }
}
