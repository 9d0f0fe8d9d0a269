import { audit } from '../admitting/index.ts'
import type { setJourney as setJourneyRoute } from '../contract/mapping.ts'
import type { AnswerOf, InputOf } from '../contract/route.ts'
import type { Context } from '../feature.ts'
import { checkCondition } from '../vocabulary/binding-check.ts'
import type { Journey } from '../vocabulary/journey.ts'
import { problem } from '../vocabulary/problem.ts'
import { noticingChanges } from './measured-definition.ts'
import { differsFrom } from './seen-before.ts'
import { stampOf } from './stamp.ts'
import { readJourneys, updateJourney } from './store/journeys.ts'
import { readMaps } from './store/maps.ts'
import { faceOf, keptJourney } from './whole-map.ts'

/** Changes what a journey is called, what one case of it is, and how it may turn out. */
export async function setJourney(
  context: Context,
  { params, body }: InputOf<typeof setJourneyRoute>,
): Promise<AnswerOf<typeof setJourneyRoute>> {
  const workspace = context.workspace.number
  for (const condition of [
    body.set.caseRule?.startWhen,
    body.set.caseRule?.endWhen,
    ...(body.set.outcomes ?? []).map(outcome => outcome.when),
  ]) {
    if (condition) checkCondition(condition)
  }
  return await context.postgres.transaction(transaction =>
    noticingChanges(context, transaction, async () => {
      const { journey, number } = await keptJourney(transaction, workspace, params.journey, true)
      if (differsFrom(journey, body.before)) throw problem('changed_meanwhile', { journey: journey.id })
      const changed: Journey = { ...journey, ...body.set }
      refuseCircle(
        changed,
        (await readJourneys(transaction, workspace)).map(one => one.journey),
      )
      await updateJourney(transaction, workspace, changed, stampOf(context))
      const maps = (await readMaps(transaction, workspace)).filter(one => one.journeyId === journey.id)
      await audit(context, transaction, 'journey.changed', {
        journey: journey.id,
        fields: Object.keys(body.set).join(', '),
      })
      return { journey: changed, number, maps: maps.map(faceOf) }
    }),
  )
}

/** A journey is never above itself; the refusal names the circle. */
function refuseCircle(changed: Journey, journeys: readonly Journey[]): void {
  const byId = new Map([...journeys.map(one => [one.id, one] as const), [changed.id, changed] as const])
  if (changed.parent !== null && !byId.has(changed.parent)) throw problem('not_found', { what: 'journey' })
  const walked = [changed.id]
  for (let parent = changed.parent; parent !== null; parent = byId.get(parent)?.parent ?? null) {
    if (walked.includes(parent)) {
      const circle = [...walked, parent].join(' → ')
      throw problem('map_invalid', {
        reason: {
          en: `the journeys would stand in a circle: ${circle}`,
          fr: `les parcours formeraient un cercle : ${circle}`,
        },
      })
    }
    walked.push(parent)
  }
}
