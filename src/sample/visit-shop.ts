import { behaviour } from './behaviour.ts'
import { minuteMs } from './calendar.ts'
import { company, shops } from './company.ts'
import { facts } from './discover.ts'
import { answerSurvey, maybePostReview } from './give-opinion.ts'
import type { Life } from './life.ts'
import { sdkSender, systemSender } from './message.ts'
import { returnItem } from './return-item.ts'

/** Goes to a shop, perhaps with the app in hand, and leaves with a lamp or without one. */
export function visitShop(life: Life, arrival: number, buysThere: boolean): number {
  const { random, diary, customer } = life
  const shop = random.chance(850) ? customer.shop : random.pick(shops)
  const place = { store: shop.city, storeId: shop.id }
  const inShop = systemSender(customer, 'store')
  diary.track(arrival, inShop, 'Store Visited', place)
  let at = arrival + random.between(3, 12) * minuteMs

  // Two channels at once: the phone scans what the hand touches.
  if (customer.app !== undefined && random.chance(behaviour.scansInShop)) {
    diary.track(at, sdkSender(customer, customer.app, true), 'Product Scanned', { ...facts(life.wanted), ...place })
    at += random.between(1, 5) * minuteMs
  }
  if (random.chance(behaviour.getsAdvice)) {
    diary.track(at, inShop, 'Advice Given', { ...place, productId: life.wanted.id, minutes: random.between(3, 25) })
    at += random.between(4, 20) * minuteMs
    if (random.chance(behaviour.answersAfterAdvice)) {
      answerSurvey(life, at + random.between(30, 600) * minuteMs, 'advice', 'advice', { ...place, via: 'shop' })
    }
  }
  if (buysThere) payAtTill(life, at, place)
  return at
}

function payAtTill(life: Life, at: number, place: Readonly<Record<string, string>>): void {
  const { random, diary, customer } = life
  const orderId = `${life.number}-M`
  diary.track(at, systemSender(customer, 'till'), 'Order Completed', {
    orderId,
    amount: life.wanted.price,
    currency: company.currency,
    items: 1,
    productId: life.wanted.id,
    waitSeconds: random.between(20, 540),
    delivery: 'taken_away',
    ...place,
  })
  if (random.chance(behaviour.answersAtTill)) {
    answerSurvey(life, at + random.between(10, 900) * minuteMs, 'shop', 'shop', { orderId, ...place })
  }
  maybePostReview(life, at, 'shop', { orderId, about: 'shop' })
  if (random.chance(behaviour.returns / 2)) returnItem(life, at, orderId)
}
