import { htmlAnswer, stillPage, workspaceByNumber } from '../../admitting/index.ts'
import { inboundMailDoor, openUnsubscribeDoor, unsubscribeDoor } from '../../contract/sending-doors.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Door, Installation } from '../../feature.ts'
import type { Tongue } from '../../vocabulary/label.ts'
import { problem } from '../../vocabulary/problem.ts'
import { readLimitedBytes } from '../answering/read-limited.ts'
import { tokenHash } from '../tokens.ts'
import { keyIn } from './key-in.ts'
import { longestMail } from './read-returned.ts'
import { takeInbound } from './take-inbound.ts'
import { takeSms } from './take-sms.ts'
import { unsubscribe } from './unsubscribe.ts'
import { unsubscribePage } from './unsubscribe-page.ts'

type Reader = {
  readonly workspace: number
  readonly invitation: string
  readonly tongue: Tongue
  readonly name: string
}

/** Whom a token belongs to, however long ago they were written to. */
async function readerOf(installation: Installation, token: string): Promise<Reader | undefined> {
  const row = await installation.postgres.first(sql<{
    workspace_id: number
    invitation_id: string
    language: Tongue | null
    settings: { mail?: { fromName?: string } } | null
  }>`
    select workspace_id, invitation_id, language, settings
    from listening.invitations left join listening.senders using (workspace_id)
    where token_hash = ${tokenHash(installation, token)}`)
  if (!row) return undefined
  const workspace = await workspaceByNumber(installation, row.workspace_id)
  return {
    workspace: row.workspace_id,
    invitation: row.invitation_id,
    tongue: row.language ?? workspace?.locale ?? 'en',
    name: row.settings?.mail?.fromName || (workspace?.name ?? ''),
  }
}

const tongueOf = (request: Request): Tongue =>
  /^\s*fr\b/i.test(request.headers.get('accept-language') ?? '') ? 'fr' : 'en'

const answered = (markup: string, status: number) => htmlAnswer(markup, status, stillPage)

const openUnsubscribe: Door = {
  route: openUnsubscribeDoor,
  handle: async (installation, request, { params }) => {
    const reader = await readerOf(installation, params.token ?? '')
    if (!reader) return answered(unsubscribePage(tongueOf(request), { is: 'unknown' }), 404)
    return answered(unsubscribePage(reader.tongue, { is: 'asked', name: reader.name }), 200)
  },
}

/** By the button of the page, and by the one click of a mail programme (RFC 8058), which sends no cookie and no referrer. */
const unsubscribeNow: Door = {
  route: unsubscribeDoor,
  handle: async (installation, request, { params }) => {
    const reader = await readerOf(installation, params.token ?? '')
    if (!reader) return answered(unsubscribePage(tongueOf(request), { is: 'unknown' }), 404)
    await unsubscribe(installation, reader)
    return answered(unsubscribePage(reader.tongue, { is: 'done', name: reader.name }), 200)
  },
}

/** For a server that knows the workspace: a key that stands in public pages can't say that somebody's address is dead. */
const takeMail: Door = {
  route: inboundMailDoor,
  handle: async (installation, request, { sourceOfKey }) => {
    const source = await sourceOfKey(keyIn(request))
    if (!source) throw problem('key_unknown')
    if (!source.trusted) throw problem('key_not_for_this', { scope: 'write' })
    const raw = await readLimitedBytes(request, longestMail)
    if (!raw) throw problem('body_too_large', { limit: '4 MB' })
    return Response.json(await takeInbound(installation, source.workspace.number, raw))
  },
}

export const sendingDoors: readonly Door[] = [openUnsubscribe, unsubscribeNow, takeMail, takeSms]
