/**
 * What the customers of the bench do: twenty-four kinds of event, lognormal numbers of them for each customer (mean 20,
 * 99th percentile 200), bursts of forty seconds and pauses of two days, one in fifty at the same millisecond as the one
 * before. The same seed gives the same events.
 */
export const eventNames = [
  'Advert Clicked',
  'Products Searched',
  'Product Viewed',
  'Guide Read',
  'Store Visited',
  'Label Scanned',
  'Advice Asked',
  'Basket Filled',
  'Basket Reminded',
  'Payment Made',
  'Till Paid',
  'Order Confirmed',
  'Order Shipped',
  'Tracking Viewed',
  'Order Delivered',
  'Locker Opened',
  'Help Read',
  'Support Called',
  'Survey Answered',
  'Return Asked',
  // Nobody has placed these on the map.
  'Newsletter Opened',
  'Points Checked',
  'Wish Listed',
  'Account Updated',
] as const

/** The first so many names are bound to a touchpoint each. */
export const boundNames = 20

/** The channel of each kind of event, by its place in `eventNames`. */
export const channelOfName = [
  ...['ad', 'web', 'web', 'web', 'store', 'app', 'chat', 'web', 'email', 'web', 'till', 'email'],
  ...['sms', 'web', 'carrier', 'locker', 'web', 'phone', 'email', 'web', 'email', 'app', 'app', 'web'],
] as const

export const surveyName = eventNames.indexOf('Survey Answered')
export const deliveryName = eventNames.indexOf('Order Delivered')

export const eventsPerCustomer = 20
export const mostEventsOfOne = 5_000

/** Of the normal distribution whose exponential counts the events of a customer. */
export const countMean = 1.975
export const countDeviation = 1.429

export const duplicateShare = 0.005
export const tieShare = 0.02

/** An event as SDKs send it. Ids are unique for a run of the bench and equal from run to run. */
export type SentEvent = {
  readonly type: 'track'
  readonly event: string
  readonly messageId: string
  readonly userId?: string
  readonly anonymousId: string
  readonly timestamp: string
  readonly properties: Readonly<Record<string, string | number>>
  readonly context: object
}

export type SentBatch = { readonly text: string; readonly events: number }

/**
 * Batches of one to five hundred events: what the servers of a company send, each holding events of many customers.
 * Of a customer's events the earlier come in earlier batches. About one customer in three is first seen without a name.
 */
export function* batchesOf(events: number, seed: number, until: Date): Generator<SentBatch, void, void> {
  const random = randomOf(seed)
  const customers = Math.ceil(events / eventsPerCustomer)
  const living: Customer[] = []
  let begun = 0
  let told = 0
  let lines: string[] = []
  let size = 100 + Math.floor(random() * 401)
  while (told < events) {
    // Some hundreds of customers are active at a time, as in a company of that size in an hour.
    while (living.length < 600 && begun < customers * 3) living.push(newCustomer(begun++, random, until))
    const at = Math.floor(random() * living.length)
    const customer = living[at]!
    const line = nextEvent(customer, told, random)
    lines.push(line)
    told++
    if (random() < duplicateShare && lines.length < size) lines.push(line)
    if (--customer.left === 0) living.splice(at, 1)
    if (lines.length >= size || told === events) {
      yield { text: `{"batch":[${lines.join(',')}]}`, events: lines.length }
      lines = []
      size = 100 + Math.floor(random() * 401)
    }
  }
}

type Customer = {
  readonly number: number
  readonly named: boolean
  left: number
  readonly logsInWhenLeft: number
  name: number
  at: number
}

function newCustomer(number: number, random: () => number, until: Date): Customer {
  const count = Math.min(mostEventsOfOne, Math.ceil(Math.exp(countMean + countDeviation * normal(random))))
  const named = random() < 0.67
  const days = 30 + random() * 300
  return {
    number,
    named,
    left: count,
    logsInWhenLeft: named ? count : Math.floor(count * 0.7),
    name: Math.floor(random() * 3),
    at: until.getTime() - days * 86_400_000,
  }
}

function nextEvent(customer: Customer, number: number, random: () => number): string {
  if (random() >= tieShare) {
    const pause = random() < 0.25 ? 2 * 86_400 * Math.exp(1.4 * normal(random)) : 40 * Math.exp(0.9 * normal(random))
    customer.at += Math.ceil(pause * 1000)
  }
  const turn = random()
  const step = turn < 0.05 ? 0 : turn < 0.11 ? -1 : turn < 0.7 ? 1 : Math.floor(random() * eventNames.length)
  customer.name = (customer.name + step + eventNames.length) % eventNames.length
  const event: SentEvent = {
    type: 'track',
    event: eventNames[customer.name]!,
    messageId: `bench-${number.toString(36)}-${Math.floor(random() * 2 ** 32).toString(36)}`,
    ...(customer.left <= customer.logsInWhenLeft ? { userId: `customer-${customer.number}` } : {}),
    anonymousId: `browser-${customer.number}`,
    timestamp: new Date(customer.at).toISOString(),
    properties: propertiesOf(customer.name, random),
    context: { channel: channelOfName[customer.name], library: { name: 'bench', version: '1' } },
  }
  return JSON.stringify(event)
}

function propertiesOf(name: number, random: () => number): Record<string, string | number> {
  if (name === surveyName) return { survey: 'delivery', csat: 1 + Math.floor(random() * 5) }
  if (name === deliveryName)
    return { orderId: `order-${Math.floor(random() * 1e9)}`, days: Math.round(random() * 90) / 10 }
  return {
    product: `lamp-${Math.floor(random() * 400)}`,
    category: 'lamps',
    price: Math.floor(random() * 20_000) / 100,
  }
}

/** A number in [0, 1) at each call (Mulberry32, public domain). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Box and Muller's transform. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
