import { sealWith, unseal } from '../../collecting/index.ts'
import type { Installation } from '../../feature.ts'

/** What a visitor of a web site is called: by their browser, and by the site where it knows them. */
export type SenderNames = { readonly anonymousId: string; readonly userId?: string }

/** Kept with an answer until it is told as an event of theirs, and readable by nobody meanwhile. */
export function sealSender(
  installation: Pick<Installation, 'secret'>,
  { anonymousId, userId }: { readonly anonymousId: string; readonly userId?: string | undefined },
): Buffer {
  const names: SenderNames = userId === undefined ? { anonymousId } : { anonymousId, userId }
  return sealWith(installation.secret('listening.sender'), Buffer.from(JSON.stringify(names)))
}

export function openSender(installation: Pick<Installation, 'secret'>, sealed: Buffer): SenderNames {
  return JSON.parse(unseal(installation.secret('listening.sender'), sealed).toString('utf8')) as SenderNames
}
