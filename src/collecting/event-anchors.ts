import type { Installation } from '../feature.ts'
import type { Event } from '../vocabulary/event.ts'
import { type IdentifierKind, identifierKinds } from '../vocabulary/identity.ts'
import { identifierText, isBlockedIdentifier, type Message } from '../vocabulary/message.ts'
import { anchorOf } from './anchor.ts'
import type { Named, Seen } from './identities.ts'
import type { InboxRow } from './inbox.ts'

export type EventAnchors = {
  /** The anchor of the strongest identifier. */
  readonly anchor: bigint
  readonly named: readonly Named[]
  readonly seen: readonly Seen[]
}

/** The identifiers that an event names and the links it is evidence of. */
export function anchorsOf(
  installation: Installation,
  row: InboxRow,
  event: Event,
  message: Message,
  at: Date,
): EventAnchors {
  const named: Named[] = []
  const seen: Seen[] = []
  const name = (kind: IdentifierKind, value: string): bigint => {
    const anchor = known(installation, row.workspace, kind, value)
    named.push({ kind, value, anchor, at })
    return anchor
  }
  const user = event.userId === undefined ? undefined : name('user_id', event.userId)
  const browser = event.anonymousId === undefined ? undefined : name('anonymous_id', event.anonymousId)
  const anchor = user ?? browser!
  if (user !== undefined && browser !== undefined)
    seen.push({ one: browser, other: user, rule: 'together', at: at.getTime() })
  if (event.kind === 'alias' && event.previousId !== undefined) {
    // SDKs give a browser's id or a known one here; linking both makes the order of arrival irrelevant.
    for (const kind of ['user_id', 'anonymous_id'] as const) {
      seen.push({ one: anchor, other: name(kind, event.previousId), rule: 'alias', at: at.getTime() })
    }
  }
  for (const external of externalIds(row, message)) {
    seen.push({ one: anchor, other: name(external.kind, external.value), rule: 'together', at: at.getTime() })
  }
  return { anchor, named, seen }
}

/**
 * `context.externalIds`, as Segment's specification has it. An e-mail or telephone joins customers only on the word of
 * a trusted source: a web page can be made to say anything.
 */
function externalIds(row: InboxRow, message: Message): { kind: IdentifierKind; value: string }[] {
  const list = (message.context as { externalIds?: unknown } | undefined)?.externalIds
  if (!row.trusted || !Array.isArray(list)) return []
  return list.slice(0, 10).flatMap(item => {
    const { type, id } = (item ?? {}) as { type?: unknown; id?: unknown }
    const kind = identifierKinds.find(each => each === type && each !== 'user_id')
    const value = identifierText(id)
    return kind === undefined || value === undefined || isBlockedIdentifier(value) ? [] : [{ kind, value }]
  })
}

const kept = new WeakMap<Buffer, Map<string, bigint>>()

/** Hashing is most of what an event costs here: the last anchors of each secret are remembered. */
function known(installation: Installation, workspace: number, kind: IdentifierKind, value: string): bigint {
  const secret = installation.secret('identifiers')
  const remembered = kept.get(secret)
  const anchors = remembered && remembered.size <= 200_000 ? remembered : new Map<string, bigint>()
  if (anchors !== remembered) kept.set(secret, anchors)
  const key = `${workspace}:${kind}:${value}`
  const held = anchors.get(key)
  if (held !== undefined) return held
  const anchor = anchorOf(installation, workspace, kind, value)
  anchors.set(key, anchor)
  return anchor
}
