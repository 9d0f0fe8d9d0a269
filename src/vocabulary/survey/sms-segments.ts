/** What a text costs to send as SMS. `offending`: the characters because of which it has no room, in order, each once. */
export type SmsCount = {
  readonly encoding: 'GSM-7' | 'UCS-2'
  /** Units used: septets, or pairs of bytes. Characters of the extension take two septets, an emoji two pairs. */
  readonly units: number
  readonly segments: number
  /** Units left in the last segment. */
  readonly left: number
  readonly offending: readonly string[]
}

/** The default alphabet of 3GPP TS 23.038, §6.2.1. `ç` is not in it, though `Ç` is. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
/** §6.2.1.1: an escape goes before each. */
const extension = new Set('\f^{}\\[~]|€')

/** A single message, and one of several, whose heads take seven septets or three pairs. */
const sizes = { 'GSM-7': { alone: 160, joined: 153 }, 'UCS-2': { alone: 70, joined: 67 } } as const

/** Counts as the network does: one character outside the alphabet sends the whole text in the wide encoding. */
export function countSms(text: string): SmsCount {
  const characters = [...text.normalize('NFC')]
  const offending = [...new Set(characters.filter(one => !basic.has(one) && !extension.has(one)))]
  const encoding = offending.length === 0 ? 'GSM-7' : 'UCS-2'
  const costs = characters.map(one => (encoding === 'GSM-7' ? (extension.has(one) ? 2 : 1) : one.length))
  const units = costs.reduce((sum, cost) => sum + cost, 0)
  const { alone, joined } = sizes[encoding]
  if (units <= alone) return { encoding, units, segments: units === 0 ? 0 : 1, left: alone - units, offending }
  // A character of two units is never cut in two: it begins the next segment.
  let [segments, used] = [1, 0]
  for (const cost of costs) {
    if (used + cost > joined) {
      segments++
      used = 0
    }
    used += cost
  }
  return { encoding, units, segments, left: joined - used, offending }
}

const plain: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  œ: 'oe',
  Œ: 'OE',
  '\u00a0': ' ',
  '\u202f': ' ',
  '•': '-',
}

/** What may be written instead, in the narrow alphabet; undefined where nothing says the same. */
function plainerSms(character: string): string | undefined {
  const known = plain[character]
  if (known !== undefined) return known
  const bare = character.normalize('NFD').replace(/\p{M}/gu, '')
  return bare !== character && [...bare].every(one => basic.has(one)) ? bare : undefined
}

/** The text with every character replaced that would send it wide, as far as one can be. */
export function narrowSms(text: string): string {
  return [...text.normalize('NFC').replace(/«\s*/gu, '"').replace(/\s*»/gu, '"')]
    .map(one => (basic.has(one) || extension.has(one) ? one : (plainerSms(one) ?? one)))
    .join('')
}
