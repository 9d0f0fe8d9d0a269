import { company } from './company.ts'
import { type Device, hex, type SampleCustomer } from './customer.ts'
import { scramble } from './random.ts'

/** One call of the event specification that existing SDKs speak, as a source of the company would send it. */
export type SampleMessage = {
  readonly type: 'identify' | 'page' | 'screen' | 'track'
  /** Of a `track`. */
  readonly event?: string
  /** Of a `page` or a `screen`. */
  readonly name?: string
  readonly messageId: string
  /** ISO-8601 with `Z`. */
  readonly timestamp: string
  readonly userId?: string
  readonly anonymousId?: string
  readonly context: SampleContext
  readonly properties?: Properties
  readonly traits?: Readonly<Record<string, string>>
}

export type SampleContext = {
  readonly channel: string
  readonly library: { readonly name: string }
  readonly locale?: string
  readonly device?: { readonly type: string }
  readonly campaign?: { readonly name: string; readonly source: string; readonly medium: string }
  readonly consent?: { readonly categoryPreferences: Readonly<Record<string, boolean>> }
  readonly traits?: Readonly<Record<string, string>>
}

export type Properties = Readonly<Record<string, string | number | boolean>>

/** Who sends a message about whom. */
export type Sender = { readonly userId?: string; readonly anonymousId?: string; readonly context: SampleContext }

/** The SDK of the shop site or of the app. `signedIn` says whether it already knows the customer. */
export function sdkSender(customer: SampleCustomer, device: Device, signedIn: boolean, campaign?: Campaign): Sender {
  return {
    ...(signedIn && customer.userId !== undefined ? { userId: customer.userId } : {}),
    anonymousId: device.anonymousId,
    context: {
      channel: device.channel,
      device: { type: device.kind },
      locale: 'fr-FR',
      library: { name: device.channel === 'app' ? 'halobrise-app' : 'halobrise-web' },
      consent: consentOf(customer),
      ...(campaign ? { campaign } : {}),
    },
  }
}

export type Campaign = NonNullable<SampleContext['campaign']>

/** The same SDK, once `identify` has told it who is there. */
export function signedIn(sender: Sender, customer: SampleCustomer): Sender {
  return customer.userId === undefined || sender.userId !== undefined ? sender : { userId: customer.userId, ...sender }
}

/** The same visit counted on another channel: an advertisement that was clicked. */
export function onChannel(sender: Sender, channel: string): Sender {
  return { ...sender, context: { ...sender.context, channel } }
}

const systems = {
  store: 'shop-tablets',
  till: 'tills',
  carrier: 'carrier-webhooks',
  locker: 'carrier-webhooks',
  email: 'messages',
  sms: 'messages',
  chat: 'chat',
  review: 'reviews',
  social: 'social',
  phone: 'telephony',
  other: 'crm',
} as const

const consentOf = (customer: SampleCustomer) => ({
  categoryPreferences: { measurement: customer.measured, marketing: customer.advertised },
})

/** A system of the company that knows customers by their number, and from the customer file what they agreed to. */
export function systemSender(customer: SampleCustomer, channel: keyof typeof systems, library?: string): Sender {
  return {
    ...(customer.userId !== undefined ? { userId: customer.userId } : {}),
    context: { channel, library: { name: library ?? systems[channel] }, consent: consentOf(customer) },
  }
}

/** The telephone exchange, which for some customers only knows the number that rings. */
export function phoneSender(customer: SampleCustomer): Sender {
  if (!customer.knownByNumberOnly || customer.phone === undefined) return systemSender(customer, 'phone')
  return {
    anonymousId: `tel-${hex(scramble(customer.index ^ 0x51ed270b))}`,
    context: { channel: 'phone', library: { name: systems.phone }, traits: { phone: customer.phone } },
  }
}

export type DiaryEntry = { readonly at: number; readonly message: SampleMessage }

/** What one customer lives in one month, in the order it is thought of; sorted by time later. */
export type Diary = {
  readonly entries: DiaryEntry[]
  track(at: number, sender: Sender, event: string, properties?: Properties): void
  page(at: number, sender: Sender, name: string, properties?: Properties): void
  identify(at: number, sender: Sender, traits: Readonly<Record<string, string>>): void
}

export function openDiary(seed: number, index: number, month: number): Diary {
  const entries: DiaryEntry[] = []
  // Version 8, the form of UUID whose bits are one's own: customer, month, seed and rank, each scrambled without loss,
  // so that two messages of one seed never share an id.
  const head = `${hex(scramble(index))}-${hex(scramble(month)).slice(0, 4)}-8${hex(scramble(seed)).slice(0, 3)}-a${hex(scramble(seed)).slice(3, 6)}-`
  const tail = (month & 0xffff).toString(16).padStart(4, '0')
  const nextId = () => head + tail + hex(scramble(entries.length ^ (seed << 8)))
  const write = (at: number, message: Omit<SampleMessage, 'messageId' | 'timestamp'>): void => {
    entries.push({ at, message: { messageId: nextId(), timestamp: new Date(at).toISOString(), ...message } })
  }
  return {
    entries,
    track: (at, sender, event, properties) =>
      write(at, { type: 'track', event, ...sender, ...(properties ? { properties } : {}) }),
    page: (at, sender, name, properties) => {
      const type = sender.context.channel === 'app' ? 'screen' : 'page'
      write(at, { type, name, ...sender, ...(properties ? { properties } : {}) })
    },
    identify: (at, sender, traits) => write(at, { type: 'identify', ...sender, traits }),
  }
}

/** The address of a page of the shop site. */
export function siteUrl(path: string): string {
  return company.site + path
}
