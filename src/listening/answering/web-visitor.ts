import { anchorOf } from '../../collecting/index.ts'
import type { DoorCaller, Installation, SendingSource } from '../../feature.ts'
import { problem } from '../../vocabulary/problem.ts'
import type { Visitor } from './may-show.ts'

export type Told = { readonly writeKey: string; readonly anonymousId: string; readonly userId?: string | undefined }

/** Who asks: the workspace of their key, and the pseudonyms that their events have there. @throws problem `key_unknown`. */
export async function visitorOf(
  installation: Installation,
  caller: DoorCaller,
  told: Told,
): Promise<{ readonly source: SendingSource; readonly visitor: Visitor }> {
  const source = await sourceOf(caller, told.writeKey)
  const { number } = source.workspace
  const browser = anchorOf(installation, number, 'anonymous_id', told.anonymousId)
  const customer = told.userId === undefined ? browser : anchorOf(installation, number, 'user_id', told.userId)
  return { source, visitor: { workspace: number, browser, customer } }
}

/** @throws problem `key_unknown`. */
export async function sourceOf(caller: DoorCaller, writeKey: string): Promise<SendingSource> {
  const source = await caller.sourceOfKey(writeKey)
  if (!source) throw problem('key_unknown')
  return source
}
