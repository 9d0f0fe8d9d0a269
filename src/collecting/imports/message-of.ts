import type { Installation } from '../../feature.ts'
import { anchorOf } from '../anchor.ts'
import type { ImportedEvent, ImportedMessage } from '../files/events-from-rows.ts'

/**
 * The message that the door takes. A customer whom only an address or a number names gets a pseudonym that this
 * installation alone can make, and is joined by it with those whom other trusted sources name so: nobody else's list of
 * hashed addresses can be held against ours.
 */
export function messageOf(
  installation: Installation,
  workspace: number,
  { event, position }: ImportedEvent,
): ImportedMessage & { readonly position: number } {
  const reach = event.userId === undefined ? /^(email|phone):/.exec(event.anonymousId ?? '')?.[1] : undefined
  const kind = reach === 'email' || reach === 'phone' ? reach : undefined
  const traits = event.context.traits as { readonly email?: string; readonly phone?: string } | undefined
  const value = kind && traits?.[kind]
  if (!kind || !value) return { ...event, position }
  return {
    ...event,
    position,
    anonymousId: `${kind}:${anchorOf(installation, workspace, kind, value).toString(36)}`,
    context: { ...event.context, externalIds: [{ type: kind, id: value }] },
  }
}
