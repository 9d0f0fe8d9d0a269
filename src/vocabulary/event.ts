import { type Channel, isChannel } from './channel.ts'
import { type ConsentPreferences, preferencesOf } from './consent.ts'
import { identifierText, isBlockedIdentifier, type Message, type MessageKind } from './message.ts'
import { cleanUrl, isPersonal } from './personal.ts'
import { type Construct, scoreOf } from './score.ts'

/** What a message says, in the product's words, before it is known which customer it belongs to. */
export type Event = {
  readonly kind: MessageKind
  readonly name: string
  readonly userId: string | undefined
  readonly anonymousId: string | undefined
  readonly previousId: string | undefined
  readonly channel: Channel
  readonly device: string
  readonly caseKey: string
  readonly score: number | undefined
  readonly construct: Construct | ''
  /** Plain properties: numbers, and everything else as text. */
  readonly texts: Readonly<Record<string, string>>
  readonly numbers: Readonly<Record<string, number>>
  /** Personal values and free text, to be sealed. */
  readonly personal: Readonly<Record<string, string>>
  /** Traits of the customer, from `identify` or `context.traits`. */
  readonly traits: Readonly<Record<string, string | number>>
  readonly consents: ConsentPreferences
  /** Sent without consent in the mode that joins a visitor to nobody: measured, never linked. */
  readonly exempt: boolean
}

const maxKeys = 200
const maxDepth = 5

/** Reads a message that was not refused. */
export function readEvent(message: Message, sourceChannel: string | undefined): Event {
  const kind = message.type as MessageKind
  const context = objectOf(message.context)
  const properties = objectOf(message.properties)
  const texts: Record<string, string> = {}
  const numbers: Record<string, number> = {}
  const personal: Record<string, string> = {}
  const bag: Bag = { texts, numbers, personal, room: maxKeys }
  flatten(bag, '', properties, 0)
  flatten(bag, 'campaign.', pick(objectOf(context.campaign), ['source', 'medium', 'name', 'term', 'content']), 4)
  if (kind !== 'page') flatten(bag, 'page.', pick(objectOf(context.page), ['path', 'url', 'referrer']), 4)
  if (kind === 'group') flatten(bag, 'group.', { id: identifierText(message.groupId) }, 4)
  delete texts.search
  const scored = scoreOf(numbers, texts)
  return {
    kind,
    name: nameOf(kind, message),
    userId: usable(message.userId),
    anonymousId: usable(message.anonymousId),
    previousId: kind === 'alias' ? usable(message.previousId) : undefined,
    channel: channelOf(kind, message, context, properties, sourceChannel),
    device: deviceOf(context),
    caseKey: identifierText(message.caseKey ?? context.caseKey) ?? '',
    score: scored?.score,
    construct: scored?.construct ?? '',
    texts,
    numbers,
    personal,
    traits: traitsOf(kind === 'identify' ? objectOf(message.traits) : objectOf(context.traits)),
    consents: preferencesOf(context.consent),
    exempt: objectOf(context.consent).mode === 'exempt' && usable(message.userId) === undefined,
  }
}

function usable(value: unknown): string | undefined {
  const id = identifierText(value)
  return id === undefined || isBlockedIdentifier(id) ? undefined : id
}

function nameOf(kind: MessageKind, message: Message): string {
  const given = kind === 'track' ? message.event : kind === 'page' || kind === 'screen' ? message.name : undefined
  const text = typeof given === 'string' ? given.trim().toWellFormed().replaceAll('\0', '').slice(0, 200) : ''
  return text === '' ? kind : text
}

const channelWords: Readonly<Record<string, Channel>> = {
  browser: 'web',
  website: 'web',
  site: 'web',
  internet: 'web',
  mobile: 'app',
  ios: 'app',
  android: 'app',
  application: 'app',
  shop: 'store',
  magasin: 'store',
  boutique: 'store',
  desk: 'store',
  caisse: 'till',
  pos: 'till',
  casier: 'locker',
  delivery: 'carrier',
  transporteur: 'carrier',
  call: 'phone',
  telephone: 'phone',
  mail: 'email',
  'e-mail': 'email',
  courriel: 'email',
  text: 'sms',
  tchat: 'chat',
  livechat: 'chat',
  reviews: 'review',
  avis: 'review',
  letter: 'post',
  courrier: 'post',
  advertising: 'ad',
  ads: 'ad',
  display: 'ad',
}

function channelOf(
  kind: MessageKind,
  message: Message,
  context: Message,
  properties: Message,
  sourceChannel: string | undefined,
): Channel {
  for (const said of [properties.channel, context.channel, message.channel, sourceChannel]) {
    if (typeof said !== 'string') continue
    const word = said.trim().toLowerCase()
    if (isChannel(word)) return word
    if (Object.hasOwn(channelWords, word)) return channelWords[word]!
  }
  return kind === 'page' ? 'web' : kind === 'screen' ? 'app' : 'other'
}

function deviceOf(context: Message): string {
  const type = objectOf(context.device).type
  const said = typeof type === 'string' ? type.toLowerCase() : ''
  if (/tablet|ipad/.test(said)) return 'tablet'
  if (/ios|android|phone|mobile/.test(said)) return 'mobile'
  if (/desktop|computer/.test(said)) return 'desktop'
  const agent = typeof context.userAgent === 'string' ? context.userAgent.slice(0, 400) : ''
  if (agent === '') return ''
  if (/iPad|Tablet/i.test(agent)) return 'tablet'
  return /Mobi|Android|iPhone/i.test(agent) ? 'mobile' : 'desktop'
}

type Bag = {
  readonly texts: Record<string, string>
  readonly numbers: Record<string, number>
  readonly personal: Record<string, string>
  room: number
}

/** Nested objects become dotted keys; lists become JSON text; what says who somebody is goes to `personal`. */
function flatten(bag: Bag, prefix: string, object: Message, depth: number): void {
  for (const name in object) {
    if (bag.room <= 0) return
    const value = object[name]
    if (value === null || value === undefined || name.length > 200) continue
    const key = cleanText(prefix + name)
    if (typeof value === 'number') {
      if (Number.isFinite(value)) keep(bag, bag.numbers, key, value)
    } else if (typeof value === 'string') {
      // Whatever the property is called, what follows ? in an address may be what somebody typed.
      const text = /^https?:\/\//i.test(value) ? cleanUrl(cleanText(value)) : cleanText(value)
      keep(bag, isPersonal(key, text) ? bag.personal : bag.texts, key, text)
    } else if (typeof value === 'boolean') {
      keep(bag, bag.texts, key, String(value))
    } else if (Array.isArray(value) || depth >= maxDepth) {
      const text = cleanText(JSON.stringify(value))
      keep(bag, holdsPersonal(value, key, depth) ? bag.personal : bag.texts, key, text)
    } else if (typeof value === 'object') {
      flatten(bag, `${key}.`, value as Message, depth + 1)
    }
  }
}

function keep<T>(bag: Bag, place: Record<string, T>, key: string, value: T): void {
  bag.room--
  place[key] = value
}

function holdsPersonal(value: unknown, key: string, depth: number): boolean {
  if (depth > 32) return true
  if (typeof value === 'string') return isPersonal(key, value)
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([name, inner]) =>
    holdsPersonal(inner, Array.isArray(value) ? key : name, depth + 1),
  )
}

function traitsOf(traits: Message): Record<string, string | number> {
  const bag: Bag = { texts: {}, numbers: {}, personal: {}, room: maxKeys }
  flatten(bag, '', traits, 0)
  return { ...bag.texts, ...bag.personal, ...bag.numbers }
}

function cleanText(value: string): string {
  const whole = value.isWellFormed() ? value : value.toWellFormed()
  return whole.includes('\0') ? whole.replaceAll('\0', '') : whole
}

function objectOf(value: unknown): Message {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Message) : {}
}

function pick(object: Message, names: readonly string[]): Message {
  return Object.fromEntries(names.filter(name => object[name] !== undefined).map(name => [name, object[name]]))
}
