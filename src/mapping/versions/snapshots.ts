import { audit } from '../../admitting/index.ts'
import type {
  listSnapshots as listSnapshotsRoute,
  SnapshotFace,
  takeSnapshot as takeSnapshotRoute,
} from '../../contract/map-states.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { stampOf } from '../stamp.ts'
import { keptMap } from '../whole-map.ts'
import { type KeptSnapshot, putSnapshot, readSnapshots } from './snapshots-store.ts'

export async function listSnapshots(
  context: Context,
  { params }: InputOf<typeof listSnapshotsRoute>,
): Promise<AnswerOf<typeof listSnapshotsRoute>> {
  const workspace = context.workspace.number
  await keptMap(context.postgres, workspace, params.map)
  return { snapshots: (await readSnapshots(context.postgres, workspace, params.map)).map(faceOf) }
}

/** Keeps the draft as it is now under a note. */
export async function takeSnapshot(
  context: Context,
  { params, body }: InputOf<typeof takeSnapshotRoute>,
): Promise<AnswerOf<typeof takeSnapshotRoute>> {
  const workspace = context.workspace.number
  return await context.postgres.transaction(async transaction => {
    const found = await keptMap(transaction, workspace, params.map, true)
    const kept = await putSnapshot(transaction, workspace, found, body.note, stampOf(context))
    await audit(context, transaction, 'map.kept', { map: params.map, revision: kept.revision })
    return faceOf(kept)
  })
}

function faceOf({ revision, note, takenAt, takenBy }: KeptSnapshot): SnapshotFace {
  return { revision, note, takenAt: takenAt.toISOString(), takenBy }
}
