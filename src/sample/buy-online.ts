import { behaviour } from './behaviour.ts'
import { dayMs, dayOf, minuteMs } from './calendar.ts'
import { company, type Product, products } from './company.ts'
import { facts } from './discover.ts'
import { answerSurvey } from './give-opinion.ts'
import { type Life, onlineHour, soon } from './life.ts'
import { signedIn, systemSender } from './message.ts'
import { receiveAtHome, receiveInLocker } from './receive.ts'

export type Delivery = 'home' | 'locker'

/** Fills a basket, signs in, pays or gives up at the payment, and receives what was bought. */
export function buyOnline(life: Life, start: number, delivery: Delivery): void {
  const { random, diary, customer } = life
  const cartId = `${life.number}-P`
  const items: readonly Product[] = random.chance(280) ? [life.wanted, random.pick(products)] : [life.wanted]
  const amount = Math.round(items.reduce((sum, item) => sum + item.price, 0) * 100) / 100

  let at = start
  for (const item of items) {
    diary.track(at, life.sender, 'Product Added', { ...facts(item), cartId })
    at = soon(random, at)
  }
  // The session learns who it is just before the checkout begins, often in the same millisecond.
  life.sender = signedIn(life.sender, customer)
  diary.identify(random.chance(500) ? at : at - random.between(20, 400), life.sender, customer.traits)
  diary.track(at, life.sender, 'Checkout Started', { cartId, amount, currency: company.currency, delivery })
  at = soon(random, at)
  diary.track(at, life.sender, 'Payment Info Entered', { cartId, amount, currency: company.currency })
  at = soon(random, at)

  const onMobile = life.device.kind === 'mobile' && life.device.channel === 'web'
  if (random.chance(onMobile ? behaviour.abandonsPaymentOnMobile : behaviour.abandonsPaymentElsewhere)) {
    if (random.chance(450)) {
      diary.track(at, life.sender, 'Payment Failed', {
        cartId,
        cause: random.pick(['card_refused', 'bank_check_timeout']),
      })
    }
    if (customer.advertised) {
      diary.track(at + 20 * 60 * minuteMs, systemSender(customer, 'email'), 'Email Sent', {
        template: 'abandoned_basket',
        cartId,
      })
    }
    if (!random.chance(behaviour.returnsToPay)) return
    at = onlineHour(random, dayOf(at) + random.between(1, 3) * dayMs)
    diary.track(at, life.sender, 'Checkout Started', { cartId, amount, currency: company.currency, delivery })
    at = soon(random, at)
  }
  const orderId = `${life.number}-W`
  diary.track(at, life.sender, 'Order Completed', {
    orderId,
    cartId,
    amount,
    currency: company.currency,
    items: items.length,
    productId: life.wanted.id,
    delivery,
  })
  const confirmed = random.chance(300) ? at : at + random.between(300, 9000)
  diary.track(confirmed, systemSender(customer, 'email'), 'Email Sent', { template: 'order_confirmation', orderId })
  if (random.chance(behaviour.answersAfterCheckout)) {
    answerSurvey(life, soon(random, at), 'checkout', 'checkout', { orderId })
  }
  if (delivery === 'home') receiveAtHome(life, at, orderId)
  else receiveInLocker(life, at, orderId)
}
