import { callAboutParcel } from './ask-for-help.ts'
import { behaviour, type Lived } from './behaviour.ts'
import { addWorkingDays, atLocal, dayMs, dayOf, dayText, hourMs, minuteMs, monthInYear, monthOf } from './calendar.ts'
import { carriers, isPeakMonth } from './company.ts'
import { inviteToSurvey, maybePostReview } from './give-opinion.ts'
import { changeDevice, type Life } from './life.ts'
import { systemSender } from './message.ts'
import { returnItem } from './return-item.ts'

/** The parcel comes home on the promised day, or after it: what hurts customers of this company. */
export function receiveAtHome(life: Life, orderedAt: number, orderId: string): void {
  const { random, diary, customer } = life
  const ordered = dayOf(orderedAt)
  const promised = addWorkingDays(ordered, random.between(2, 4))
  const peak = isPeakMonth(monthInYear(monthOf(ordered)))
  const late = random.chance(peak ? behaviour.homeLateInPeak : behaviour.homeLate)
  const day = late ? addWorkingDays(promised, 1 + random.weighted(behaviour.lateDayWeights)) : promised
  const shippedAt = atLocal(addWorkingDays(ordered, 1), 15 * 60) + random.below(5 * hourMs)
  const deliveredAt = atLocal(day, 9 * 60) + random.below(9 * hourMs)
  const lateDays = Math.round((day - promised) / dayMs)
  const facts = { orderId, carrier: random.pick(carriers), promisedOn: dayText(promised) }

  const carrier = systemSender(customer, 'carrier')
  diary.track(shippedAt, carrier, 'Parcel Shipped', facts)
  if (random.chance(behaviour.toldOfShipping)) {
    const told = random.chance(300) ? shippedAt : shippedAt + random.between(1, 50) * minuteMs
    diary.track(told, systemSender(customer, 'sms'), 'SMS Sent', { template: 'shipping_notice', orderId })
  }
  const warned = late && random.chance(behaviour.warnedOfDelay)
  if (warned) {
    diary.track(atLocal(promised, 17 * 60), systemSender(customer, 'sms'), 'SMS Sent', {
      template: 'delay_notice',
      orderId,
    })
  }
  trackParcel(life, orderId, shippedAt, deliveredAt, late ? [10, 20, 25, 25, 20] : [45, 35, 15, 5])

  const calls = late ? (warned ? behaviour.callsWhenWarned : behaviour.callsWhenLate) : behaviour.callsWhenOnTime
  if (random.chance(calls)) callAboutParcel(life, late ? atLocal(promised, 18 * 60) : shippedAt, deliveredAt, orderId)

  if (late && random.chance(180)) {
    diary.track(deliveredAt - dayMs, carrier, 'Delivery Attempted', {
      ...facts,
      cause: random.pick(['nobody_home', 'address_not_found']),
    })
  }
  diary.track(deliveredAt, carrier, 'Parcel Delivered', {
    ...facts,
    deliveredLateDays: lateDays,
    city: customer.shop.city,
  })
  const lived: Lived = lateDays === 0 ? 'homeOnTime' : lateDays === 1 ? 'homeOneDayLate' : 'homeLater'
  if (random.chance(700)) {
    const answers = late ? behaviour.answersWhenLate : behaviour.answersWhenOnTime
    inviteToSurvey(life, deliveredAt, 'delivery', lived, answers, { orderId, deliveredLateDays: lateDays })
  }
  maybePostReview(life, deliveredAt, lived, { orderId, about: 'delivery' })
  if (random.chance(behaviour.returns)) returnItem(life, deliveredAt, orderId)
}

/** The parcel waits in a locker, and rarely for long: what customers of this company like. */
export function receiveInLocker(life: Life, orderedAt: number, orderId: string): void {
  const { random, diary, customer } = life
  const ordered = dayOf(orderedAt)
  const promised = addWorkingDays(ordered, 2)
  const peak = isPeakMonth(monthInYear(monthOf(ordered)))
  const late = random.chance(peak ? behaviour.lockerLateInPeak : behaviour.lockerLate)
  const day = late ? addWorkingDays(promised, 1) : promised
  const shippedAt = atLocal(addWorkingDays(ordered, 1), 13 * 60) + random.below(4 * hourMs)
  const depositedAt = atLocal(day, 7 * 60) + random.below(4 * hourMs)
  const waited = [1, 4, 9, 13, 26, 40][random.weighted([24, 34, 22, 9, 7, 4])]! * hourMs + random.below(3 * hourMs)
  const collectedAt = depositedAt + waited
  const facts = { orderId, carrier: random.pick(carriers), promisedOn: dayText(promised) }

  diary.track(shippedAt, systemSender(customer, 'carrier'), 'Parcel Shipped', facts)
  diary.track(depositedAt, systemSender(customer, 'locker'), 'Parcel Deposited', {
    ...facts,
    locker: `casier-${customer.shop.city.toLowerCase()}`,
  })
  const told = random.chance(300) ? depositedAt : depositedAt + random.between(1, 10) * minuteMs
  diary.track(told, systemSender(customer, 'sms'), 'SMS Sent', { template: 'locker_code', orderId })
  if (random.chance(200)) trackParcel(life, orderId, shippedAt, depositedAt, [0, 1])
  diary.track(collectedAt, systemSender(customer, 'locker'), 'Parcel Collected', {
    ...facts,
    hoursInLocker: Math.round((waited / hourMs) * 10) / 10,
    deliveredLateDays: Math.round((day - promised) / dayMs),
  })
  if (random.chance(700)) {
    inviteToSurvey(life, collectedAt, 'locker', 'locker', behaviour.answersAfterLocker, { orderId })
  }
  maybePostReview(life, collectedAt, 'locker', { orderId, about: 'locker' })
  if (random.chance(behaviour.returns)) returnItem(life, collectedAt, orderId)
}

/** Opens the tracking page, more often when nothing moves. */
function trackParcel(life: Life, orderId: string, from: number, to: number, weights: readonly number[]): void {
  const times = life.random.weighted(weights)
  if (times > 0) changeDevice(life)
  for (let time = 0; time < times; time++) {
    life.diary.track(from + life.random.below(to - from), life.sender, 'Parcel Tracked', { orderId })
  }
}
