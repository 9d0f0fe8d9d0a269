import { audit, membersOf } from '../../admitting/index.ts'
import type {
  getReviews as getReviewsRoute,
  holdReview as holdReviewRoute,
  JourneyReviews,
  listDecisions as listDecisionsRoute,
  setDecision as setDecisionRoute,
  setReviewPolicy as setReviewPolicyRoute,
} from '../../contract/map-reviews.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Queryable } from '../../engines/postgres/index.ts'
import type { Context } from '../../feature.ts'
import { dayIn, monthsAfter } from '../../vocabulary/calendar-day.ts'
import { newId } from '../../vocabulary/id.ts'
import { problem } from '../../vocabulary/problem.ts'
import { stampOf } from '../stamp.ts'
import { readJourneys } from '../store/journeys.ts'
import { keptJourney } from '../whole-map.ts'
import { judgeJourneys } from './journeys-freshness.ts'
import { insertReview, putPolicy, readReview, readReviews, readRhythms, updateReview } from './reviews-store.ts'

export async function getReviews(
  context: Context,
  { params }: InputOf<typeof getReviewsRoute>,
): Promise<AnswerOf<typeof getReviewsRoute>> {
  await keptJourney(context.postgres, context.workspace.number, params.journey)
  return await reviewsOf(context, context.postgres, params.journey)
}

export async function setReviewPolicy(
  context: Context,
  { params, body }: InputOf<typeof setReviewPolicyRoute>,
): Promise<AnswerOf<typeof setReviewPolicyRoute>> {
  const workspace = context.workspace.number
  return await context.postgres.transaction(async transaction => {
    await keptJourney(transaction, workspace, params.journey, true)
    await putPolicy(transaction, workspace, params.journey, body, stampOf(context))
    const answer = await reviewsOf(context, transaction, params.journey)
    await audit(context, transaction, 'review.policy_set', { journey: params.journey, everyMonths: body.everyMonths })
    return answer
  })
}

/** Keeps a review that was held, and says when the next one is. */
export async function holdReview(
  context: Context,
  { params, body }: InputOf<typeof holdReviewRoute>,
): Promise<AnswerOf<typeof holdReviewRoute>> {
  const workspace = context.workspace.number
  const stamp = stampOf(context)
  const today = dayIn(stamp.at, context.workspace.timeZone)
  return await context.postgres.transaction(async transaction => {
    await keptJourney(transaction, workspace, params.journey, true)
    const rhythm = (await readRhythms(transaction, workspace)).get(params.journey)!
    const heldOn = body.heldOn ?? today
    const nextOn = body.nextOn ?? monthsAfter(heldOn, rhythm.policy.everyMonths)
    if (heldOn > today)
      throw wrongDay(
        `the review is held on ${heldOn}, which is still to come`,
        `la revue est datée du ${heldOn}, qui est à venir`,
      )
    if (nextOn <= heldOn)
      throw wrongDay(
        `the next review, ${nextOn}, comes after this one, ${heldOn}`,
        `la prochaine revue, ${nextOn}, vient après celle-ci, ${heldOn}`,
      )
    const review = {
      id: newId('rev', stamp.at),
      heldOn,
      trigger: body.trigger,
      checked: body.checked,
      decisions: body.decisions,
      notes: body.notes,
      nextOn,
    }
    await insertReview(transaction, workspace, params.journey, review, stamp)
    const answer = await reviewsOf(context, transaction, params.journey)
    await audit(context, transaction, 'review.held', {
      journey: params.journey,
      review: review.id,
      decisions: body.decisions.length,
      nextOn,
    })
    return answer
  })
}

function wrongDay(en: string, fr: string) {
  return problem('input_invalid', { reason: { en, fr } })
}

export async function setDecision(
  context: Context,
  { params, body }: InputOf<typeof setDecisionRoute>,
): Promise<AnswerOf<typeof setDecisionRoute>> {
  const workspace = context.workspace.number
  return await context.postgres.transaction(async transaction => {
    const found = await readReview(transaction, workspace, params.review)
    if (!found) throw problem('not_found', { what: 'review' })
    const decision = found.review.decisions.find(one => one.id === params.decision)
    if (!decision) throw problem('not_found', { what: 'decision' })
    const changed = { ...decision, ...body }
    const decisions = found.review.decisions.map(one => (one === decision ? changed : one))
    await updateReview(transaction, workspace, { ...found.review, decisions }, stampOf(context))
    await audit(context, transaction, 'review.decision_changed', {
      review: params.review,
      decision: params.decision,
      fields: Object.keys(body).join(', '),
    })
    return changed
  })
}

/** The decision log of the workspace. */
export async function listDecisions(
  context: Context,
  { query }: InputOf<typeof listDecisionsRoute>,
): Promise<AnswerOf<typeof listDecisionsRoute>> {
  const workspace = context.workspace.number
  const names = new Map(
    (await readJourneys(context.postgres, workspace)).map(one => [one.journey.id, one.journey.name]),
  )
  const reviews = await readReviews(context.postgres, workspace)
  return {
    decisions: reviews.flatMap(({ journeyId, review }) =>
      review.decisions
        .filter(decision => query.open === 'false' || !decision.done)
        .map(decision => ({
          decision,
          review: review.id,
          heldOn: review.heldOn,
          journey: journeyId,
          journeyName: names.get(journeyId)!,
        })),
    ),
  }
}

async function reviewsOf(context: Context, store: Queryable, journey: string): Promise<JourneyReviews> {
  const judged = (await judgeJourneys(store, context.workspace, context.now())).find(one => one.journey.id === journey)!
  const names = new Map((await membersOf(store, context.workspace.number)).map(one => [one.id, one.name]))
  return {
    policy: judged.rhythm.policy,
    usual: judged.rhythm.usual,
    nextOn: judged.nextOn,
    freshness: judged.freshness,
    reviews: judged.reviews.map(({ review, heldBy, heldAt }) => ({
      review,
      by: heldBy,
      byName: names.get(heldBy) ?? null,
      at: heldAt.toISOString(),
    })),
  }
}
