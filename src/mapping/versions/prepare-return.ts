import { audit } from '../../admitting/index.ts'
import type { prepareReturn as prepareReturnRoute } from '../../contract/map-states.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Queryable } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import type { JourneyMap } from '../../vocabulary/map/journey-map.ts'
import { visibleMap, withheldFrom } from '../../vocabulary/map/lane-visibility.ts'
import { problem } from '../../vocabulary/problem.ts'
import { stampOf } from '../stamp.ts'
import { readLibrary } from '../store/library.ts'
import { readVersion } from '../store/versions.ts'
import { readerOf } from '../talk/reader.ts'
import { keptMap } from '../whole-map.ts'
import { editsTowards } from './edits-towards.ts'
import { putSnapshot, readSnapshot } from './snapshots-store.ts'

/**
 * Says how to go back: keeps the draft as it is, and answers the one edit that turns it into an earlier state. It is
 * sent as any other edit, so that whoever watches sees it, and undo takes it back. What the reader may not see stays
 * as it is.
 */
export async function prepareReturn(
  context: Context,
  { params, body }: InputOf<typeof prepareReturnRoute>,
): Promise<AnswerOf<typeof prepareReturnRoute>> {
  const workspace = context.workspace.number
  return await context.postgres.transaction(async transaction => {
    const found = await keptMap(transaction, workspace, params.map, true)
    if (found.archivedAt !== null) throw problem('not_found', { what: 'map' })
    const wanted = await stateOf(transaction, workspace, params.map, body)
    const { library } = await readLibrary(transaction, workspace)
    const reader = await readerOf(context, transaction)
    const withheld = withheldFrom(found.draft, reader)
    const now = visibleMap(found.draft, library, reader, withheld).map
    const then = visibleMap(wanted, library, reader, withheldFrom(wanted, reader, withheld)).map
    const edit = editsTowards(now, then)
    if (edit) {
      const note = 'version' in body ? `→ v${body.version}` : `→ ${body.snapshot}`
      await putSnapshot(transaction, workspace, found, note, stampOf(context))
      await audit(context, transaction, 'map.returned', { map: params.map, ...body })
    }
    return { revision: found.revision, edit }
  })
}

async function stateOf(
  store: Queryable,
  workspace: number,
  map: string,
  body: InputOf<typeof prepareReturnRoute>['body'],
): Promise<JourneyMap> {
  if ('version' in body) {
    const found = await readVersion(store, workspace, map, body.version)
    if (!found) throw problem('not_found', { what: 'version' })
    return found.content.map
  }
  const found = await readSnapshot(store, workspace, map, body.snapshot)
  if (!found) throw problem('not_found', { what: 'snapshot' })
  return found
}
