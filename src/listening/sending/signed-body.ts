import { workspaceByKey } from '../../admitting/index.ts'
import type { Installation, Workspace } from '../../feature.ts'
import { parsedJson } from '../../vocabulary/parsed-json.ts'
import { problem } from '../../vocabulary/problem.ts'
import { readLimited } from '../answering/read-limited.ts'
import { readSender, type Sender } from './senders-store.ts'
import { isSigned } from './sms-gateway.ts'

/** What a line of telephony or a gateway of one workspace sent: signed with its own secret, so another's means nothing here. */
export type SignedBody = { readonly workspace: Workspace; readonly sender: Sender; readonly body: unknown }

/** @throws problem `body_too_large`, `input_invalid`: one answer for an unknown workspace and for a wrong signature. */
export async function signedBody(
  installation: Installation,
  request: Request,
  key: string,
  secretOf: (sender: Sender) => string | undefined,
): Promise<SignedBody> {
  const workspace = await workspaceByKey(installation, key)
  const sender = workspace && (await readSender(installation, installation.postgres, workspace.number))
  const secret = sender && secretOf(sender)
  const text = await readLimited(request)
  if (text === undefined) throw problem('body_too_large', { limit: '64 kB' })
  const signature = request.headers.get('parcours-signature') ?? ''
  if (!workspace || !sender || !secret || !isSigned(secret, text, signature, installation.now()))
    throw problem('input_invalid', { reason: 'the signature lacks, is wrong, or is older than five minutes' })
  return { workspace, sender, body: parsedJson(text) }
}
