import { pageSampleEvent, readPageSample } from './page-sample.ts'

/** The kinds of message that customer-data SDKs send. */
export const messageKinds = ['track', 'page', 'screen', 'identify', 'group', 'alias'] as const
export type MessageKind = (typeof messageKinds)[number]

/** A message as it came, judged to be an object. Fields are read one by one, as none can be relied on. */
export type Message = Readonly<Record<string, unknown>>

/** Why a message is kept aside instead of stored. A person reads the sentence, mends the message and replays it. */
export const refusalReasons = {
  not_an_object: {
    en: 'The event is not a JSON object.',
    fr: 'L’événement n’est pas un objet JSON.',
  },
  kind_unknown: {
    en: 'The field "type" must be track, page, screen, identify, group or alias.',
    fr: 'Le champ « type » doit être track, page, screen, identify, group ou alias.',
  },
  identifier_missing: {
    en: 'The event names no customer: give userId or anonymousId.',
    fr: 'L’événement ne nomme aucun client : donnez userId ou anonymousId.',
  },
  identifier_blocked: {
    en: 'The only identifier given (such as "null", "undefined" or "0") identifies nobody.',
    fr: 'Le seul identifiant donné (comme « null », « undefined » ou « 0 ») n’identifie personne.',
  },
  name_missing: {
    en: 'A track event needs its name in the field "event".',
    fr: 'Un événement track doit porter son nom dans le champ « event ».',
  },
  previous_missing: {
    en: 'An alias needs both userId and previousId.',
    fr: 'Un alias doit porter userId et previousId.',
  },
  too_large: {
    en: 'The event is larger than 32 kB. Send less in it.',
    fr: 'L’événement dépasse 32 ko. Envoyez-y moins de données.',
  },
  too_deep: {
    en: 'The event is nested deeper than 32 levels.',
    fr: 'L’événement est imbriqué sur plus de 32 niveaux.',
  },
  not_storable: {
    en: 'The event was accepted but no store would take it. Look for odd values in it, mend them, and replay it.',
    fr: 'L’événement a été accepté mais aucune base ne l’a pris. Cherchez-y des valeurs étranges, corrigez-les et rejouez-le.',
  },
  sample_unreadable: {
    en: 'The sample of a page cannot be understood: it needs a view, a template and a viewport.',
    fr: 'L’échantillon de page est incompréhensible : il lui faut une vue, un modèle de page et une taille d’écran.',
  },
  too_old: {
    en: 'The event is older than five years. Import it as a file if it is history.',
    fr: 'L’événement a plus de cinq ans. Importez-le comme fichier s’il s’agit d’historique.',
  },
} as const satisfies Record<string, { en: string; fr: string }>

export type RefusalReason = keyof typeof refusalReasons

export const messageLimitBytes = 32 * 1024
const oldestLiveMs = 5 * 366 * 86_400_000

/** Why the message can't be stored; undefined when it can. `historical` messages may be of any age. */
export function refusalOf(
  value: unknown,
  sizeBytes: number,
  depthExceeded: boolean,
  now: Date,
  historical: boolean,
): RefusalReason | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not_an_object'
  if (sizeBytes > messageLimitBytes) return 'too_large'
  if (depthExceeded) return 'too_deep'
  const message = value as Message
  if (!messageKinds.some(kind => kind === message.type)) return 'kind_unknown'
  const given = [identifierText(message.userId), identifierText(message.anonymousId)].filter(id => id !== undefined)
  if (given.length === 0) return 'identifier_missing'
  if (given.every(isBlockedIdentifier)) return 'identifier_blocked'
  if (message.type === 'track' && (typeof message.event !== 'string' || message.event.trim() === ''))
    return 'name_missing'
  if (message.type === 'alias' && identifierText(message.previousId) === undefined) return 'previous_missing'
  if (message.event === pageSampleEvent && readPageSample(message.properties) === undefined) return 'sample_unreadable'
  if (!historical) {
    const at = instantOf(message.timestamp) ?? instantOf(message.originalTimestamp)
    // A device whose clock says 1970 is not history: years that no customer of ours can mean are corrected instead.
    if (at && at.getUTCFullYear() > 1990 && now.getTime() - at.getTime() > oldestLiveMs) return 'too_old'
  }
  return undefined
}

/** Identifiers come as strings or numbers; anything else is none. */
export function identifierText(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value !== 'string') return undefined
  const trimmed = value.trim()
  return trimmed === '' || trimmed.length > 512 ? undefined : trimmed.toWellFormed().replaceAll('\0', '')
}

const blockedWords = new Set([
  'null',
  'undefined',
  'anonymous',
  'guest',
  'none',
  'nan',
  'true',
  'false',
  '[object object]',
  'distinct_id',
  'distinctid',
  'id',
  'user_id',
  'userid',
  'not_authenticated',
  'email',
  'unknown',
  'n/a',
  'na',
  'nil',
  'visitor',
  'test',
  'default',
  'void',
])

/** Values that many unrelated people share by accident, quoted or not: they never join anybody. */
export function isBlockedIdentifier(value: string): boolean {
  const bare = value
    .trim()
    .replace(/^["'`]+|["'`]+$/g, '')
    .trim()
    .toLowerCase()
  if (bare === '' || blockedWords.has(bare)) return true
  return /^[0\-_.\s]+$/.test(bare) || /^test@/.test(bare)
}

/** An instant from ISO text or epoch milliseconds; undefined when it is absent or means nothing. */
export function instantOf(value: unknown): Date | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const at = new Date(value)
  const year = at.getUTCFullYear()
  return Number.isNaN(at.getTime()) || year < 1900 || year > 2200 ? undefined : at
}
