import PostalMime, { type Email } from 'postal-mime'

/** What a mail that came back or in is about. `about`: ids of messages of ours that it names. */
export type Inbound =
  | {
      readonly kind: 'bounce'
      readonly weight: 'hard' | 'soft'
      readonly code: string
      readonly about: readonly string[]
    }
  | { readonly kind: 'complaint'; readonly about: readonly string[] }
  | { readonly kind: 'unsubscribe'; readonly token: string }
  /** Of a machine, an absent person, a list, or our own: nobody is to be answered or counted for it. */
  | { readonly kind: 'automatic' }
  | { readonly kind: 'reply'; readonly about: readonly string[] }

/**
 * Reads a mail as it is (RFC 822). Reports of delivery by RFC 3464, of complaints by RFC 5965 (ARF), what machines send
 * by RFC 3834.
 */
export async function judgeInbound(raw: Uint8Array): Promise<Inbound> {
  const mail = await PostalMime.parse(raw, { forceRfc822Attachments: true, attachmentEncoding: 'utf8' })
  const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value ?? ''
  const parts = mail.attachments.map(part => ({ type: part.mimeType.toLowerCase(), text: textOf(part.content) }))
  const returned = parts.filter(({ type }) => type === 'message/rfc822' || type === 'text/rfc822-headers')
  const about = idsIn([header('in-reply-to'), header('references'), ...returned.map(({ text }) => text)])
  const complaint = parts.find(({ type }) => type === 'message/feedback-report')
  if (complaint) return { kind: 'complaint', about: idsIn(returned.map(({ text }) => text)) }
  const status = parts.find(({ type }) => type === 'message/delivery-status')
  if (status) {
    const code = /^status:\s*(\d\.\d{1,3}\.\d{1,3})/im.exec(status.text)?.[1]
    const action = /^action:\s*(\w+)/im.exec(status.text)?.[1]?.toLowerCase()
    const ids = idsIn(returned.map(({ text }) => text))
    // Word that it arrived, or is on its way elsewhere, is no failure.
    if (action === 'delivered' || action === 'relayed' || action === 'expanded' || code?.startsWith('2'))
      return { kind: 'automatic' }
    const isHard = code?.startsWith('5') && action !== 'delayed' && /^5\.(1|2\.1)/.test(code)
    return { kind: 'bounce', weight: isHard ? 'hard' : 'soft', code: code ?? '', about: ids }
  }
  const token = /^\s*unsubscribe\s+([0-9A-Za-z]{13})\s*$/i.exec(mail.subject ?? '')?.[1]
  if (token) return { kind: 'unsubscribe', token }
  return isAutomatic(mail, header) ? { kind: 'automatic' } : { kind: 'reply', about }
}

function isAutomatic(mail: Email, header: (name: string) => string): boolean {
  const submitted = header('auto-submitted').trim().toLowerCase()
  if (submitted !== '' && !submitted.startsWith('no')) return true
  if (/^(bulk|junk|list|auto_reply)$/i.test(header('precedence').trim())) return true
  if (header('x-autoreply') || header('x-autorespond') || header('x-parcours-message')) return true
  if (/^\s*<\s*>\s*$/.test(header('return-path')) || /multipart\/report/i.test(header('content-type'))) return true
  return /^(mailer-daemon|postmaster|no-?reply)@/i.test(mail.from?.address ?? '')
}

/** The ids of our messages, as `Message-ID` and our own header have them, wherever a mail names them. */
function idsIn(texts: readonly string[]): readonly string[] {
  const ids = texts.flatMap(text => [
    ...[...text.matchAll(/<([^<>@\s]{1,80}@[^<>@\s]{1,190})>/g)].map(([, id]) => id ?? ''),
    ...[...text.matchAll(/^x-parcours-message:\s*(\S{1,80})/gim)].map(([, id]) => id ?? ''),
  ])
  return [...new Set(ids)].slice(0, 50)
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content.slice(0, 200_000)
  return Buffer.from(content as ArrayBuffer)
    .toString('utf8')
    .slice(0, 200_000)
}
