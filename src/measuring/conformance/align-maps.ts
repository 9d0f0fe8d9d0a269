import { setTimeout as pause } from 'node:timers/promises'
import { allWorkspaces } from '../../admitting/index.ts'
import { sql, u32 } from '../../engines/clickhouse/index.ts'
import type { Installation, Loop } from '../../feature.ts'
import { currentMaps } from '../../mapping/index.ts'
import { wholeCasesOf } from './aligned-cases.ts'
import { keepAlignments } from './keep-alignments.ts'

const firstMs = 20_000
const everyMs = 15_000
/** While events pour in, a journey's new variants are looked for this often; who asks meanwhile aligns the rest. */
const restMs = 120_000
const batch = 20_000
/** Of more variants than these the rarest are aligned when somebody asks. */
const mostBatches = 50

type Looked = { readonly state: string; readonly at: number }

/** Aligns what was lived with each map before anybody asks: after a change of the map, and as journeys go on. */
export const alignMaps: Loop = {
  name: 'aligning journeys with their maps',
  run: async (installation, signal) => {
    const looked = new Map<string, Looked>()
    const rest = (ms: number) => pause(ms, undefined, { signal, ref: false }).catch(() => undefined)
    await rest(firstMs)
    while (!signal.aborted) {
      for (const { number } of await allWorkspaces(installation)) {
        for (const map of await currentMaps(installation, number)) {
          if (signal.aborted) return
          await alignMap(installation, number, map, looked, signal)
        }
      }
      await rest(everyMs)
    }
  },
}

async function alignMap(
  installation: Installation,
  workspace: number,
  mapId: string,
  looked: Map<string, Looked>,
  signal: AbortSignal,
): Promise<void> {
  const { map, frame, scope } = await wholeCasesOf(installation, workspace, mapId)
  const name = `${workspace} ${mapId}`
  const before = looked.get(name)
  const state = await stateOf(installation, workspace, map.journeyNumber, frame.number)
  if (state === undefined) return
  const sameMap = before?.state.startsWith(`${frame.number} `)
  if (before?.state === state || (sameMap && Date.now() - before!.at < restMs)) return
  for (let done = 0; done < mostBatches && !signal.aborted; done++)
    if ((await keepAlignments(installation.clickhouse, frame, scope, batch)) < batch) break
  looked.set(name, { state, at: Date.now() })
}

/**
 * What alignments depend on: the map, the traces, and the day, as cases are over when nothing comes any more. Nothing
 * where the journey has no trace.
 */
async function stateOf(
  { clickhouse, now }: Installation,
  workspace: number,
  journey: number,
  frame: bigint,
): Promise<string | undefined> {
  const row = await clickhouse.first<{ last: string }>(sql`
    select max(version) as last from traces_raw where workspace_id = ${u32(workspace)} and journey = ${u32(journey)}`)
  if (row === undefined || row.last === '0') return undefined
  return `${frame} ${row.last} ${now().toISOString().slice(0, 10)}`
}
