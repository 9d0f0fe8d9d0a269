import { behaviour, type Lived } from './behaviour.ts'
import { hourMs, minuteMs, monthInYear, monthOf } from './calendar.ts'
import { isPeakMonth } from './company.ts'
import { answerSurvey } from './give-opinion.ts'
import { contactHour, type Life } from './life.ts'
import { phoneSender, signedIn, systemSender } from './message.ts'

/** Calls "where is my parcel?" between two instants, again and again while nothing is settled, and then tries the chat. */
export function callAboutParcel(life: Life, from: number, to: number, orderId: string): void {
  const { random, diary, customer } = life
  const facts = { orderId, reason: 'where_is_my_parcel' }
  let at = contactHour(random, from + random.below(Math.max(hourMs, Math.floor((to - from) / 3))))
  // Looks on the site first: the request begins on one channel and goes on by another.
  diary.track(at - random.between(3, 25) * minuteMs, signedIn(life.sender, customer), 'Parcel Tracked', { orderId })
  if (random.chance(160)) {
    diary.track(at - 2 * minuteMs, signedIn(life.sender, customer), 'Help Article Viewed', {
      article: 'ou-est-mon-colis',
    })
  }
  if (random.chance(behaviour.hangsUpFirst)) {
    diary.track(at - random.between(60, 110) * 1000, phoneSender(customer), 'Call Abandoned', {
      ...facts,
      waitSeconds: random.between(45, 58),
    })
  }
  for (let call = 1; ; call++) {
    const settled = answerCall(life, at, facts)
    if (settled) return
    if (call === 4 || !random.chance(behaviour.callsAgainUnsettled)) break
    const left = Math.max(6 * hourMs, to - at)
    at = contactHour(random, at + Math.floor((left * random.between(25, 60)) / 100))
  }
  if (random.chance(behaviour.turnsToChat)) chatAbout(life, at + random.between(1, 30) * hourMs, facts)
}

/** Calls "where is my refund?", once. */
export function callAboutRefund(life: Life, at: number, orderId: string): void {
  answerCall(life, contactHour(life.random, at), { orderId, reason: 'where_is_my_refund' })
}

/** Calls about anything else. */
export function callAboutOther(life: Life, at: number): void {
  answerCall(life, contactHour(life.random, at), {
    reason: life.random.pick(['product_question', 'invoice', 'warranty', 'change_of_address']),
  })
}

/** Waits, speaks, and answers the survey, or does not. Whether the matter was settled. */
function answerCall(life: Life, at: number, facts: Readonly<Record<string, string>>): boolean {
  const { random, diary, customer } = life
  const caller = phoneSender(customer)
  if (customer.phone !== undefined && caller.userId === undefined) {
    diary.identify(at, caller, { phone: customer.phone })
  }
  const waitSeconds = waitOnPhone(life, at)
  const settled = random.chance(behaviour.settledOnPhone)
  const durationSeconds = random.between(90, 780)
  diary.track(at, caller, 'Call Answered', { ...facts, waitSeconds, durationSeconds, settled })
  if (random.chance(behaviour.answersAfterCall)) {
    const lived: Lived = !settled ? 'callUnsettled' : waitSeconds <= 180 ? 'callSettledQuickly' : 'callSettledSlowly'
    const asked = at + durationSeconds * 1000 + random.between(2, 25) * minuteMs
    answerSurvey(life, asked, 'contact', lived, { ...facts, via: 'phone', waitSeconds }, patience(waitSeconds))
  }
  return settled
}

/** Seconds before somebody answers: about two minutes in the middle, twice that in November and December. */
function waitOnPhone(life: Life, at: number): number {
  const { random } = life
  const bounds = [5, 30, 75, 130, 210, 340, 600, 1200]
  const slot = random.weighted([12, 20, 22, 18, 14, 9, 5])
  const seconds = random.between(bounds[slot]!, bounds[slot + 1]!)
  return isPeakMonth(monthInYear(monthOf(at))) ? seconds * 2 : seconds
}

/** What the wait takes from the score out of ten, whatever the answer was: waiting warns before customers say so. */
function patience(waitSeconds: number): number {
  return waitSeconds <= 75 ? 2 : waitSeconds <= 210 ? 0 : waitSeconds <= 600 ? -2 : -4
}

function chatAbout(life: Life, at: number, facts: Readonly<Record<string, string>>): void {
  const { random, diary, customer } = life
  const settled = random.chance(520)
  const durationSeconds = random.between(180, 1500)
  const endsAt = at + durationSeconds * 1000
  diary.track(endsAt, systemSender(customer, 'chat'), 'Chat Ended', {
    ...facts,
    waitSeconds: random.between(5, 400),
    durationSeconds,
    settled,
  })
  if (random.chance(behaviour.answersAfterCall)) {
    const lived: Lived = settled ? 'callSettledSlowly' : 'callUnsettled'
    answerSurvey(life, endsAt + random.between(1, 25) * minuteMs, 'contact', lived, { ...facts, via: 'chat' })
  }
}
