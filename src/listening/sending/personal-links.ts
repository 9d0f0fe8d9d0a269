import { createHmac } from 'node:crypto'
import type { Installation } from '../../feature.ts'
import { readableToken } from '../tokens.ts'

type Secrets = Pick<Installation, 'secret'>

const tokenOf = ({ secret }: Secrets, purpose: string, workspace: number, invitation: string) =>
  readableToken(createHmac('sha256', secret(purpose)).update(`${workspace} ${invitation}`).digest())

/** The secret of a person's own address, made anew from the invitation's id each time it is told. */
export const invitationToken = (secrets: Secrets, workspace: number, invitation: string): string =>
  tokenOf(secrets, 'listening.invitation', workspace, invitation)

/** The secret of the response to an invitation: whoever opens the personal address again goes on where they were. */
export const invitedResponseToken = (secrets: Secrets, workspace: number, invitation: string): string =>
  tokenOf(secrets, 'listening.invited-response', workspace, invitation)

/** The addresses that stand in a message: where one answers, and where one gets no more. */
export function personalAddresses(
  installation: Secrets & Pick<Installation, 'publicUrl'>,
  workspace: number,
  invitation: string,
): { readonly token: string; readonly link: string; readonly unsubscribe: string } {
  const token = invitationToken(installation, workspace, invitation)
  const { publicUrl } = installation
  return { token, link: `${publicUrl}/s/${token}`, unsubscribe: `${publicUrl}/u/${token}` }
}
