import type { askPaths as askPathsRoute } from '../../contract/exploring.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { pathColumns } from '../../vocabulary/statistics/path-columns.ts'
import { activitiesOf } from '../filtering/activities.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { countCases } from '../questions/count-stories.ts'
import { followPaths } from '../questions/follow-paths.ts'
import { hasEnough } from '../questions/has-enough.ts'

/** Paths from an activity on, or before it. Everything is counted, then cut to what can be read. */
export async function askPaths(
  context: Context,
  { query }: InputOf<typeof askPathsRoute>,
): Promise<AnswerOf<typeof askPathsRoute>> {
  const { clickhouse, workspace } = context
  const { map, start, end, direction, depth, top, collapsed, ...filter } = query
  const activities = await activitiesOf(context, map)
  const { journey, minimumGroup, nameOf, numberOf } = activities
  const keeping = keepingOf(workspace.number, journey, filter, activities)
  const anchors = {
    from: start === undefined ? undefined : numberOf(start),
    to: end === undefined ? undefined : numberOf(end),
    before: direction === 'before',
    collapsed: collapsed === 'true',
    depth,
  }
  if (!(await hasEnough(clickhouse, keeping, minimumGroup))) return { cases: 0, anchored: 0, columns: [], links: [] }
  const [cases, steps] = await Promise.all([
    countCases(clickhouse, keeping),
    followPaths(clickhouse, keeping, anchors, minimumGroup),
  ])
  const { columns, links } = pathColumns(steps, { most: top, minimumGroup })
  // Of too few who came to the anchor nothing is told, as if there were none.
  const anchored = columns.length === 0 ? 0 : steps.reduce((sum, step) => sum + (step.depth === 1 ? step.cases : 0), 0)
  const share = (amount: number) => (anchored === 0 ? 0 : amount / anchored)
  return {
    cases,
    anchored,
    columns: columns.map(column => ({
      depth: column.depth,
      entries: column.entries.map(entry => ({
        activity: nameOf(entry.activity),
        cases: entry.cases,
        share: share(entry.cases),
      })),
      other: { ...column.other, share: share(column.other.cases) },
      stopped: { cases: column.stopped, share: share(column.stopped) },
    })),
    links: links.map(link => ({
      depth: link.depth,
      from: link.from === null ? null : nameOf(link.from),
      to: link.to === null || link.to === 'stop' ? null : nameOf(link.to),
      stops: link.to === 'stop',
      cases: link.cases,
    })),
  }
}
