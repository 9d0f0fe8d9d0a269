import { dayMs, minuteMs, monthInYear, monthOf } from './calendar.ts'
import { isPeakMonth } from './company.ts'
import type { SampleMessage } from './message.ts'
import { type SampleSize, sampleEvents } from './sample-events.ts'
import type { TruthKey } from './sample-truths.ts'

type Order = {
  at?: number
  channel?: string
  delivery?: string
  userId?: string
  deliveredAt?: number
  lateDays?: number
  warned?: boolean
  calls: number[]
  chats: number[]
  tracked: number[]
}

/**
 * Measures on the stream itself, the slow and plain way, what `sample-truths.ts` claims. For tests: the product
 * measures from its stores, and should find the same.
 */
export function measureSample(size: SampleSize): Readonly<Record<TruthKey, number>> {
  const seen = new Set<string>()
  const orders = new Map<string, Order>()
  const orderOf = (id: string): Order => {
    const order = orders.get(id) ?? { calls: [], chats: [], tracked: [] }
    orders.set(id, order)
    return order
  }
  const scores = new Map<string, number[]>()
  const carts = new Map<string, { mobile: boolean; paid: boolean }>()
  const personas = new Map<string, string>()
  const usersOfBrowser = new Map<string, Set<string>>()
  const devicesOfUser = new Map<string, Set<string>>()
  const measured = new Map<string, boolean>()
  const scans = new Map<string, number[]>()
  const visits: { userId: string; at: number }[] = []
  const lastOf = new Map<string, number>()
  const waits: number[] = []
  const hoursInLocker: number[] = []
  const lateAnswers: Answer[] = []
  const waitAnswers: Answer[] = []
  let copies = 0
  let ties = 0
  let late = 0
  let total = 0

  const keep = (name: string, message: SampleMessage) => {
    const { score, scaleMin, scaleMax } = message.properties as Record<string, number>
    scores.set(name, [...(scores.get(name) ?? []), (2 * (score! - scaleMin!)) / (scaleMax! - scaleMin!) - 1])
  }
  const read = (message: SampleMessage): void => {
    const at = Date.parse(message.timestamp)
    const { userId, anonymousId, properties: facts = {} } = message
    const who = userId ?? anonymousId!
    total++
    if (seen.has(message.messageId)) {
      copies++
      return
    }
    seen.add(message.messageId)
    const before = lastOf.get(who)
    if (before === at) ties++
    if (before !== undefined && before > at) late++
    lastOf.set(who, Math.max(before ?? 0, at))
    if (userId !== undefined && anonymousId !== undefined) {
      add(usersOfBrowser, anonymousId, userId)
      add(devicesOfUser, userId, anonymousId)
    }
    const consent = message.context.consent
    if (consent) measured.set(who, consent.categoryPreferences.measurement!)
    if (message.type === 'identify' && userId !== undefined) personas.set(userId, message.traits!.persona!)

    const orderId = facts.orderId as string | undefined
    const { channel } = message.context
    switch (message.event) {
      case 'Order Completed': {
        Object.assign(orderOf(orderId!), { at, channel, delivery: facts.delivery, userId })
        const cart = carts.get(String(facts.cartId))
        if (cart) cart.paid = true
        break
      }
      case 'Payment Info Entered':
        carts.set(String(facts.cartId), {
          mobile: channel === 'web' && message.context.device?.type === 'mobile',
          paid: carts.get(String(facts.cartId))?.paid ?? false,
        })
        break
      case 'Parcel Delivered':
        Object.assign(orderOf(orderId!), { deliveredAt: at, lateDays: facts.deliveredLateDays })
        break
      case 'Parcel Collected':
        hoursInLocker.push(facts.hoursInLocker as number)
        break
      case 'SMS Sent':
        if (facts.template === 'delay_notice') orderOf(orderId!).warned = true
        break
      case 'Parcel Tracked':
        orderOf(orderId!).tracked.push(at)
        break
      case 'Call Answered':
        waits.push(facts.waitSeconds as number)
        if (facts.reason === 'where_is_my_parcel') orderOf(orderId!).calls.push(at)
        break
      case 'Chat Ended':
        if (facts.reason === 'where_is_my_parcel') orderOf(orderId!).chats.push(at)
        break
      case 'Store Visited':
        visits.push({ userId: userId!, at })
        break
      case 'Product Scanned':
        scans.set(userId!, [...(scans.get(userId!) ?? []), at])
        break
      case 'Survey Answered':
        if (facts.construct !== 'satisfaction') break
        keep(String(facts.survey), message)
        if (facts.survey === 'delivery') lateAnswers.push([facts.deliveredLateDays as number, lowAnswer(facts)])
        if (facts.survey === 'contact' && facts.via === 'phone')
          waitAnswers.push([facts.waitSeconds as number, lowAnswer(facts)])
        if (facts.survey === 'delivery') keep((facts.deliveredLateDays as number) > 0 ? 'late' : 'onTime', message)
        if (facts.survey === 'contact' && facts.via === 'phone') {
          keep((facts.waitSeconds as number) > 300 ? 'longWait' : 'shortWait', message)
        }
        if (userId !== undefined) keep(`of ${userId}`, message)
        break
    }
  }
  for (const { messages } of sampleEvents(size)) for (const message of messages) read(message)

  const all = [...orders.values()].filter(order => order.at !== undefined)
  const delivered = all.filter(order => order.deliveredAt !== undefined)
  const inPeak = (order: Order) => isPeakMonth(monthInYear(monthOf(order.at!)))
  const isLate = (order: Order) => order.lateDays! > 0
  const lateOnes = delivered.filter(isLate)
  const end = size.until.getTime()
  const callers = all.filter(order => order.calls.length > 0)
  const judged = callers.filter(order => Math.min(...order.calls) < end - 7 * dayMs)
  const callsAgain = (order: Order) => {
    const first = Math.min(...order.calls)
    return order.calls.some(at => at > first && at - first <= 7 * dayMs)
  }
  const switches = (order: Order) => {
    const first = Math.min(...order.calls)
    return order.tracked.some(at => at < first) && order.chats.some(at => at > first && at - first < 7 * dayMs)
  }
  const ofPersona = (persona: string) => all.filter(order => personas.get(order.userId ?? '') === persona)
  const byHand = (order: Order) => order.delivery !== 'home'
  const satisfactionOf = (wanted: (persona: string) => boolean) =>
    mean(
      [...scores]
        .filter(([name]) => name.startsWith('of ') && wanted(personas.get(name.slice(3)) ?? ''))
        .flatMap(([, list]) => list),
    )
  const cartsWhere = (mobile: boolean) => [...carts.values()].filter(cart => cart.mobile === mobile)
  const perDay = (months: readonly number[]) => {
    const found = all.filter(order => months.includes(monthInYear(monthOf(order.at!))))
    return found.length / new Set(found.map(order => Math.floor(order.at! / dayMs))).size
  }

  return {
    'delivery.late': share(
      delivered.filter(order => !inPeak(order)),
      isLate,
    ),
    'delivery.late-in-peak': share(delivered.filter(inPeak), isLate),
    'delivery.days-median': quantile(
      delivered.map(order => (order.deliveredAt! - order.at!) / dayMs),
      0.5,
    ),
    'delivery.days-p90': quantile(
      delivered.map(order => (order.deliveredAt! - order.at!) / dayMs),
      0.9,
    ),
    'delivery.satisfaction-late': mean(scores.get('late')!),
    'delivery.satisfaction-on-time': mean(scores.get('onTime')!),
    'delivery.late-days-warn': areaUnderCurve(lateAnswers),
    'locker.satisfaction': mean(scores.get('locker')!),
    'locker.hours-median': quantile(hoursInLocker, 0.5),
    'calls.when-late': share(
      lateOnes.filter(order => !order.warned),
      order => order.calls.length > 0,
    ),
    'calls.when-warned': share(
      lateOnes.filter(order => order.warned === true),
      order => order.calls.length > 0,
    ),
    'calls.when-on-time': share(
      delivered.filter(order => !isLate(order)),
      order => order.calls.length > 0,
    ),
    'calls.again-within-7-days': share(judged, callsAgain),
    'calls.wait-median-seconds': quantile(waits, 0.5),
    'calls.wait-warns': areaUnderCurve(waitAnswers),
    'calls.satisfaction-long-wait': mean(scores.get('longWait')!),
    'calls.satisfaction-short-wait': mean(scores.get('shortWait')!),
    'switch.web-phone-chat': share(callers, switches),
    'persona.decorator-by-hand': share(ofPersona('pro-decorator'), byHand),
    'persona.others-by-hand': share([...ofPersona('decor-lover'), ...ofPersona('family')], byHand),
    'persona.decorator-satisfaction': satisfactionOf(persona => persona === 'pro-decorator'),
    'persona.others-satisfaction': satisfactionOf(persona => persona !== '' && persona !== 'pro-decorator'),
    'season.peak-ratio': perDay([11, 12]) / perDay([3, 4, 5, 6]),
    'shop.app-at-once': share(visits, ({ userId, at }) =>
      (scans.get(userId) ?? []).some(scan => scan >= at && scan - at <= 15 * minuteMs),
    ),
    'payment.abandoned-on-mobile': share(cartsWhere(true), cart => !cart.paid),
    'payment.abandoned-elsewhere': share(cartsWhere(false), cart => !cart.paid),
    'devices.shared-browsers': share([...usersOfBrowser.values()], users => users.size > 1),
    'devices.several': share([...devicesOfUser.values()], devices => devices.size > 1),
    'consent.measurement-refused': share([...measured.values()], allowed => !allowed),
    'dirt.sent-twice': copies / total,
    'dirt.late': late / total,
    'dirt.same-millisecond': ties / total,
    'volume.messages-per-customer': total / size.customers,
  }
}

/** A figure known before the answer, and whether the answer was low (−0.5 or less of −1…1). */
type Answer = readonly [figure: number, low: boolean]

function lowAnswer(facts: Readonly<Record<string, unknown>>): boolean {
  const { score, scaleMin, scaleMax } = facts as Record<string, number>
  return (2 * (score! - scaleMin!)) / (scaleMax! - scaleMin!) - 1 <= -0.5
}

/** How often the figure of a low answer is above that of another answer; half for equal figures. 0.5 warns of nothing. */
function areaUnderCurve(answers: readonly Answer[]): number {
  const low = answers.filter(([, isLow]) => isLow)
  const other = answers.filter(([, isLow]) => !isLow)
  let above = 0
  for (const [one] of low) for (const [two] of other) above += one > two ? 1 : one === two ? 0.5 : 0
  return above / (low.length * other.length)
}

function add(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key)
  if (set) set.add(value)
  else sets.set(key, new Set([value]))
}

function share<T>(list: readonly T[], holds: (one: T) => boolean): number {
  return list.filter(holds).length / list.length
}

function mean(list: readonly number[]): number {
  return list.reduce((sum, one) => sum + one, 0) / list.length
}

function quantile(list: readonly number[], rank: number): number {
  const sorted = [...list].sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length * rank)]!
}
