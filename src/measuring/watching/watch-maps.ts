import { setTimeout as pause } from 'node:timers/promises'
import { allWorkspaces } from '../../admitting/index.ts'
import type { Installation, Loop, Workspace } from '../../feature.ts'
import { journeysToLookAt, keepLivedChange, type LivedChange, type PublishedJourney } from '../../mapping/index.ts'
import { freshnessLimits } from '../../vocabulary/map/freshness.ts'
import { flowDrift } from '../../vocabulary/statistics/flow-drift.ts'
import { movedMeans } from '../../vocabulary/statistics/moved-means.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { countFollows } from '../questions/count-follows.ts'
import { scoreTouchpoints } from '../questions/score-touchpoints.ts'

const firstMs = 60_000
const everyMs = 10 * 60_000
const lookEveryMs = 20 * 3_600_000
const dayMs = 86_400_000
/** How much of the life before the publication, and of the life since, is held against each other. */
const windowMs = 90 * dayMs

/** Tells mapping once a day how far what customers live went from what they lived when their map was published. */
export const watchMaps: Loop = {
  name: 'what is lived since maps were published',
  run: async (installation, signal) => {
    await pause(firstMs, undefined, { signal, ref: false }).catch(() => undefined)
    while (!signal.aborted) {
      for (const workspace of await allWorkspaces(installation)) {
        if (signal.aborted) return
        await lookAtMaps(installation, workspace)
      }
      await pause(everyMs, undefined, { signal, ref: false }).catch(() => undefined)
    }
  },
}

/** One look at the maps of a workspace that were not looked at today. */
export async function lookAtMaps(installation: Installation, workspace: Workspace): Promise<void> {
  for (const journey of await journeysToLookAt(installation, workspace.number, lookEveryMs)) {
    const change = await livedSince(installation, workspace, journey)
    await keepLivedChange(installation, workspace.number, journey.journeyId, change)
  }
}

type Window = { readonly from: Date; readonly to: Date }

/**
 * What was lived in the ninety days before the publication, held against the ninety days up to now; where too little
 * was lived before, the first ninety days after it stand for it, once they are over.
 */
async function livedSince(
  installation: Pick<Installation, 'clickhouse' | 'now'>,
  workspace: Workspace,
  { number, publishedAt }: PublishedJourney,
): Promise<LivedChange> {
  const published = publishedAt.getTime()
  const now = installation.now().getTime()
  const nothing: LivedChange = { drift: undefined, moved: undefined }
  const read = (window: Window) => livedIn(installation, workspace, number, window)
  const windowFrom = (from: number): Window => ({ from: new Date(Math.max(from, now - windowMs)), to: new Date(now) })
  const earlier = await read({ from: new Date(published - windowMs), to: new Date(published) })
  const enough = earlier.cases >= freshnessLimits.driftCases
  const began = enough ? published : published + windowMs
  if (now - began < dayMs) return nothing
  const base = enough ? earlier : await read({ from: publishedAt, to: new Date(began) })
  const late = await read(windowFrom(began))
  const { distance } = flowDrift(base.flows, late.flows)
  return {
    drift: distance === null ? undefined : { divergence: distance, cases: Math.min(base.cases, late.cases) },
    moved: movedMeans(base.means, late.means),
  }
}

async function livedIn(
  { clickhouse }: Pick<Installation, 'clickhouse'>,
  workspace: Workspace,
  journey: number,
  { from, to }: Window,
) {
  const keeping = keepingOf(workspace.number, journey, { from: from.toISOString(), to: to.toISOString() })
  const [pairs, scores] = await Promise.all([countFollows(clickhouse, keeping), scoreTouchpoints(clickhouse, keeping)])
  return {
    cases: pairs.reduce((sum, row) => sum + Number(row.first_cases), 0),
    flows: pairs
      .filter(row => row.after !== 0)
      .map(row => ({ from: String(row.before), to: String(row.after), count: Number(row.count) })),
    means: scores.map(row => ({
      of: `${row.touchpoint} ${row.construct}`,
      mean: Number(row.mean),
      deviation: Number(row.deviation ?? 0),
      customers: Number(row.customers),
    })),
  }
}
