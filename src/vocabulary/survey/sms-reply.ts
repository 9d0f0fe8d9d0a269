/** What somebody wrote back. Nothing is guessed: what is no plain number of the scale is no score. */
export type SmsReply =
  | { readonly kind: 'stop' }
  | { readonly kind: 'score'; readonly score: number; readonly comment: string }
  | { readonly kind: 'words'; readonly text: string }

const stops =
  /^(stop|arr[eê]t|arr[eê]ter|d[eé]sabo|d[eé]sabonner|d[eé]sabonnement|unsubscribe)(?:\s+(?:\d{3,6}|sms|pub|merci))?[\s.!]*$/i

/** Whether somebody wants no more: STOP, ARRET, DESABO in whatever case, alone or with the code of the sender. */
export const isStop = (text: string): boolean => stops.test(text.normalize('NFC').trim())

/** "10 super" is 10 and "super"; "8/10" of ten is 8; "dix mille", "11" of ten and "9,5" are words. */
export function readSmsReply(told: string, scale: { readonly min: number; readonly max: number }): SmsReply {
  const text = told.normalize('NFC').trim()
  if (isStop(text)) return { kind: 'stop' }
  const [, digits = '', , rest = ''] =
    new RegExp(`^(\\d{1,3})(\\s*/\\s*${scale.max}(?!\\d))?(?:[\\s,;:.!-]+(?!\\d)(.*)|)$`, 's').exec(text) ?? []
  const score = Number(digits)
  if (digits === '' || score < scale.min || score > scale.max) return { kind: 'words', text }
  return { kind: 'score', score, comment: rest.trim() }
}
