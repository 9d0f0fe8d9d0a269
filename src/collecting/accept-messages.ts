import { hash, randomUUID } from 'node:crypto'
import type { Installation, SendingSource } from '../feature.ts'
import { instantOf, type RefusalReason, refusalOf } from '../vocabulary/message.ts'
import { roomOf } from './room.ts'

export type Accepted = { readonly accepted: number; readonly duplicates: number; readonly refused: number }

const deepest = 32

/**
 * Judges messages one by one and stores them; resolves when what is good is on disk. A bad one never sinks the others:
 * it is kept aside with its reason.
 */
export async function acceptMessages(
  installation: Installation,
  source: SendingSource,
  values: readonly unknown[],
  sent: { readonly sentAt: unknown; readonly historical: boolean },
): Promise<Accepted> {
  const receivedAt = installation.now()
  const { historical } = sent
  const judged = judgeMessages(source.workspace.number, values, receivedAt, historical)
  const counts = await roomOf(installation).arrivals.accept({
    source,
    receivedAt,
    sentAt: instantOf(sent.sentAt),
    historical,
    ...judged,
  })
  return { ...counts, refused: judged.refused.length }
}

export type Judged = {
  readonly messages: readonly { readonly id: string; readonly text: string; readonly value: unknown }[]
  /** `index` says which of the values it was. */
  readonly refused: readonly { readonly reason: RefusalReason; readonly text: string; readonly index: number }[]
}

/** Which messages may be stored, and why the others may not. */
export function judgeMessages(
  workspace: number,
  values: readonly unknown[],
  receivedAt: Date,
  historical: boolean,
): Judged {
  const messages: { id: string; text: string; value: unknown }[] = []
  const refused: { reason: RefusalReason; text: string; index: number }[] = []
  for (const [index, value] of values.entries()) {
    const tooDeep = isDeeper(value, deepest)
    const text = tooDeep ? '' : JSON.stringify(value ?? null)
    const reason = refusalOf(value, text.length, tooDeep, receivedAt, historical)
    if (reason)
      refused.push({ reason, text: tooDeep ? '"nested too deeply to be kept"' : text.slice(0, 200_000), index })
    else messages.push({ id: messageUuid(workspace, (value as { messageId?: unknown }).messageId), text, value })
  }
  return { messages, refused }
}

const exportedId = /^parcours:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/**
 * The id of a message in the stores: a hash, as SDKs' own ids have many forms. Without one, each copy is a message.
 * An event that was exported keeps the id that it had: brought back where it came from, it is not there twice.
 */
function messageUuid(workspace: number, messageId: unknown): string {
  if (typeof messageId !== 'string' && typeof messageId !== 'number') return randomUUID()
  const exported = exportedId.exec(String(messageId))?.[1]
  if (exported) return exported
  const digest = hash('sha256', `${workspace}:${messageId}`, 'hex')
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-${digest.slice(12, 16)}-${digest.slice(16, 20)}-${digest.slice(20, 32)}`
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  for (const name in value) {
    const inner = (value as Record<string, unknown>)[name]
    if (typeof inner === 'object' && inner !== null && isDeeper(inner, levels - 1)) return true
  }
  return false
}
