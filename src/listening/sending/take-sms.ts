import { z } from 'zod'
import { audit } from '../../admitting/index.ts'
import { inboundSmsDoor } from '../../contract/sending-doors.ts'
import { sql } from '../../engines/postgres/index.ts'
import type { Door, Installation } from '../../feature.ts'
import { plainText } from '../../vocabulary/label.ts'
import { plainNumber } from '../../vocabulary/phone-number.ts'
import { problem } from '../../vocabulary/problem.ts'
import { isStop } from '../../vocabulary/survey/sms-reply.ts'
import { closeDialogue } from '../calling/sms-dialogues.ts'
import { takeReply } from '../calling/take-reply.ts'
import { addressToken } from './seal.ts'
import { gatewayOf, type Sender } from './senders-store.ts'
import { signedBody } from './signed-body.ts'
import { sendSms } from './sms-gateway.ts'
import { suppress } from './suppressed.ts'

const told = z.union([
  z.object({ from: z.string().max(40), text: plainText(2000), id: z.string().max(200).optional() }),
  z.object({ ref: z.string().max(80), status: z.enum(['delivered', 'failed', 'undeliverable']) }),
])

const confirmed = {
  fr: 'C’est noté : vous ne recevrez plus d’enquêtes par SMS.',
  en: 'Noted: you will get no more surveys by SMS.',
} as const

/** What the gateway of one workspace reports: signed with its own secret, so another's means nothing here. */
export const takeSms: Door = {
  route: inboundSmsDoor,
  handle: async (installation, request, { params }) => {
    const gatewaySecret = (sender: Sender) => gatewayOf(sender)?.secret
    const { workspace, sender, body } = await signedBody(installation, request, params.workspace ?? '', gatewaySecret)
    const gateway = gatewayOf(sender)!
    const said = told.safeParse(body)
    if (!said.success) throw problem('input_invalid', { reason: 'from and text, or ref and status, are needed' })
    if ('ref' in said.data) {
      await noteReceipt(installation, workspace.number, said.data.ref, said.data.status)
      return Response.json({ understood: 'receipt' })
    }
    const number = plainNumber(said.data.from)
    if (number === undefined) return Response.json({ understood: 'words' })
    const token = addressToken(installation, workspace.number, 'sms', number)
    if (!isStop(said.data.text)) {
      const { text, id } = said.data
      const reply = { workspace: workspace.number, from: number, number: token, text, id }
      return Response.json({ understood: await takeReply(installation, gateway, reply) })
    }
    const isNew = await stopSms(installation, workspace.number, number, token)
    // Confirmed once, however often it is said.
    if (isNew)
      await sendSms(installation, gateway, {
        to: number,
        text: confirmed[workspace.locale],
        ref: `stop-${token.slice(0, 32)}`,
      })
    return Response.json({ understood: 'stop' })
  },
}

async function stopSms(installation: Installation, workspace: number, number: string, token: string): Promise<boolean> {
  const { postgres, now } = installation
  return postgres.transaction(async transaction => {
    const isNew = await suppress(installation, transaction, workspace, {
      channel: 'sms',
      token,
      address: number,
      reason: 'unsubscribed',
    })
    await closeDialogue(transaction, workspace, token)
    if (!isNew) return false
    await transaction.run(sql`
      update listening.invitations set state = 'refused', ended_at = ${now()}
      where workspace_id = ${workspace} and channel = 'sms' and state in ('queued', 'sent') and invitation_id in (
        select invitation_id from listening.messages where workspace_id = ${workspace} and address_token = ${token}
      )`)
    await audit(
      { workspace: { number: workspace }, actor: { kind: 'system' }, now },
      transaction,
      'survey.unsubscribed',
      { channel: 'sms', reason: 'unsubscribed' },
    )
    return true
  })
}

async function noteReceipt(
  { postgres, now }: Installation,
  workspace: number,
  ref: string,
  status: 'delivered' | 'failed' | 'undeliverable',
): Promise<void> {
  const state = status === 'delivered' ? 'delivered' : 'bounced'
  await postgres.transaction(async transaction => {
    const row = await transaction.first(sql<{ invitation_id: string }>`
      update listening.messages set state = ${state}, carrier_said = ${status}, ended_at = ${now()}
      where workspace_id = ${workspace} and message_id = ${ref} and channel = 'sms' and state = 'sent'
      returning invitation_id`)
    if (!row || state === 'delivered') return
    await transaction.run(sql`
      update listening.invitations set state = 'bounced', ended_at = ${now()}
      where workspace_id = ${workspace} and invitation_id = ${row.invitation_id} and state in ('queued', 'sent')`)
  })
}
