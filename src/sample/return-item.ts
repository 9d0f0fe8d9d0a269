import { callAboutRefund } from './ask-for-help.ts'
import { addWorkingDays, atLocal, dayMs, dayOf, hourMs, minuteMs } from './calendar.ts'
import { answerSurvey } from './give-opinion.ts'
import { type Life, onlineHour } from './life.ts'
import { signedIn, systemSender } from './message.ts'

/** Sends the lamp back and waits for the money. */
export function returnItem(life: Life, receivedAt: number, orderId: string): void {
  const { random, diary, customer } = life
  life.sender = signedIn(life.sender, customer)
  const requestedAt = onlineHour(random, dayOf(receivedAt) + random.between(1, 9) * dayMs)
  const cause = random.pick(['too_dim', 'colour', 'broken', 'size', 'changed_mind'])
  diary.track(requestedAt, life.sender, 'Return Requested', { orderId, cause })

  const droppedAt =
    atLocal(addWorkingDays(dayOf(requestedAt), random.between(1, 5)), 10 * 60) + random.below(8 * hourMs)
  const inShop = random.chance(600)
  const place = inShop ? { store: customer.shop.city, storeId: customer.shop.id } : {}
  diary.track(droppedAt, systemSender(customer, inShop ? 'store' : 'carrier'), 'Return Dropped Off', {
    orderId,
    ...place,
  })

  const refundDays = inShop ? random.between(1, 4) : random.between(4, 13)
  const refundedAt = atLocal(addWorkingDays(dayOf(droppedAt), refundDays), 8 * 60) + random.below(4 * hourMs)
  if (refundDays > 7 && random.chance(350)) callAboutRefund(life, droppedAt + 7 * dayMs, orderId)
  diary.track(refundedAt, systemSender(customer, 'email'), 'Refund Issued', {
    orderId,
    amount: life.wanted.price,
    refundDays,
  })
  if (random.chance(250))
    answerSurvey(life, refundedAt + random.between(30, 900) * minuteMs, 'refund', 'refund', { orderId })
}
