import { behaviour, habits, type Lived, scoreWeights } from './behaviour.ts'
import { atLocal, dayMs, dayOf, hourMs, minuteMs } from './calendar.ts'
import type { Life } from './life.ts'
import { systemSender } from './message.ts'
import { verbatim } from './verbatims.ts'

/** The surveys of the company: what each asks about, and on which scale. */
const surveys = {
  delivery: { scaleMin: 0, scaleMax: 10, channel: 'sms' },
  locker: { scaleMin: 0, scaleMax: 10, channel: 'sms' },
  contact: { scaleMin: 1, scaleMax: 5, channel: 'sms' },
  checkout: { scaleMin: 1, scaleMax: 5, channel: 'web' },
  site: { scaleMin: 1, scaleMax: 5, channel: 'web' },
  shop: { scaleMin: 1, scaleMax: 5, channel: 'till' },
  advice: { scaleMin: 1, scaleMax: 5, channel: 'store' },
  refund: { scaleMin: 1, scaleMax: 5, channel: 'email' },
} as const

export type Survey = keyof typeof surveys

/** The score out of ten that this customer gives to what they lived; `shift` for what else weighed on it. */
function scoreFor(life: Life, lived: Lived, shift = 0): number {
  const drawn = life.random.weighted(scoreWeights[lived])
  return Math.min(10, Math.max(0, drawn + shift + habits[life.customer.persona].leniency))
}

/** Answers a survey about what was lived. The answer carries its scale, so that scales can be mixed and compared. */
export function answerSurvey(
  life: Life,
  at: number,
  survey: Survey,
  lived: Lived,
  facts: Readonly<Record<string, string | number>> = {},
  shift = 0,
): void {
  const { scaleMin, scaleMax, channel } = surveys[survey]
  const outOfTen = scoreFor(life, lived, shift)
  const comment = verbatim(life.random, lived, outOfTen)
  const score = scaleMax === 10 ? outOfTen : outOfFive(outOfTen)
  const sender = channel === 'web' ? life.sender : systemSender(life.customer, channel, 'surveys')
  life.diary.track(at, sender, 'Survey Answered', {
    survey,
    construct: 'satisfaction',
    score,
    scaleMin,
    scaleMax,
    ...facts,
    ...(comment ? { comment } : {}),
  })
}

/** Asks by SMS the day after, between ten and six, and lets the customer answer or not. */
export function inviteToSurvey(
  life: Life,
  after: number,
  survey: Survey,
  lived: Lived,
  answers: number,
  facts: Readonly<Record<string, string | number>>,
): void {
  const asked = atLocal(dayOf(after) + dayMs, 10 * 60) + life.random.below(8 * hourMs)
  life.diary.track(asked, systemSender(life.customer, 'sms'), 'SMS Sent', {
    template: 'survey_invitation',
    survey,
    ...facts,
  })
  if (life.random.chance(answers)) {
    answerSurvey(life, asked + life.random.between(2, 900) * minuteMs, survey, lived, facts)
  }
}

/** A review with stars on a public site, some days later. */
export function maybePostReview(
  life: Life,
  after: number,
  lived: Lived,
  facts: Readonly<Record<string, string>>,
): void {
  const { random } = life
  if (!random.chance(behaviour.postsReview)) return
  const outOfTen = scoreFor(life, lived)
  const comment = verbatim(random, lived, outOfTen)
  life.diary.track(
    after + random.between(2, 12) * dayMs + random.below(600) * minuteMs,
    systemSender(life.customer, 'review'),
    'Review Posted',
    {
      site: random.pick(['avis-maison.example', 'etoiles.example']),
      construct: 'satisfaction',
      score: outOfFive(outOfTen),
      scaleMin: 1,
      scaleMax: 5,
      ...facts,
      ...(comment ? { comment } : {}),
    },
  )
}

function outOfFive(outOfTen: number): number {
  return 1 + Math.round((outOfTen * 4) / 10)
}
