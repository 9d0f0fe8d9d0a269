import type { Context } from '../../feature.ts'
import { mapWithTouchpoints } from '../../mapping/index.ts'
import { secondsOfDuration } from '../../vocabulary/duration.ts'
import { caseRuleByCustomer, type Journey } from '../../vocabulary/journey.ts'
import { problem } from '../../vocabulary/problem.ts'
import { eventNames } from '../traces/event-names.ts'
import type { FilterTerms } from './case-conditions.ts'

/** What the numbers in traces are called: the touchpoints of a map's journey, or, without a map, all events by name. */
export type Activities = {
  /** The journey whose traces are read. */
  readonly journey: number
  /** No figure is told of fewer customers than this. To the operator, who has the data itself, events are told whole. */
  readonly minimumGroup: number
  readonly map: Awaited<ReturnType<typeof mapWithTouchpoints>> | undefined
  /** How many there are. */
  readonly many: number
  /** The id of a touchpoint, or the name of an event. */
  readonly nameOf: (number: number) => string
  /** @throws problem `event_unknown`, `touchpoint_unknown`. */
  readonly numberOf: (name: string) => number
  /** Cases whose last visit was before this are over, whether they came to their end or not. */
  readonly closedBefore: Date
}

/** @throws problem `not_found` when there is no such map. */
export async function activitiesOf(context: Context, mapId: string | undefined): Promise<Activities> {
  const { workspace } = context
  if (mapId === undefined) {
    const names = await eventNames(context, workspace.number, false)
    const numbers = new Map(names.map((name, index) => [name, index + 1]))
    return {
      journey: 0,
      minimumGroup: context.actor.kind === 'operator' ? 0 : workspace.minimumGroup,
      map: undefined,
      many: names.length,
      nameOf: number => names[number - 1] ?? `#${number}`,
      numberOf: name => found(numbers.get(name), 'event_unknown', name),
      closedBefore: closedBefore(context, caseRuleByCustomer.abandonAfter),
    }
  }
  const map = await mapWithTouchpoints(context, workspace.number, mapId)
  const ids = new Map(map.touchpoints.map(each => [each.number, each.id]))
  const numbers = new Map(map.touchpoints.map(each => [each.id, each.number]))
  return {
    journey: map.journeyNumber,
    minimumGroup: workspace.minimumGroup,
    map,
    many: ids.size,
    nameOf: number => ids.get(number) ?? `#${number}`,
    numberOf: id => found(numbers.get(id), 'touchpoint_unknown', id),
    closedBefore: closedBefore(context, map.journey.caseRule.abandonAfter),
  }
}

/** What the words of a filter stand for on a map that is read already. */
export function termsOf(
  context: Context,
  map: {
    readonly journey: Journey
    readonly touchpoints: readonly { readonly id: string; readonly number: number }[]
  },
): FilterTerms {
  const numbers = new Map(map.touchpoints.map(each => [each.id, each.number]))
  return {
    numberOf: id => found(numbers.get(id), 'touchpoint_unknown', id),
    closedBefore: closedBefore(context, map.journey.caseRule.abandonAfter),
  }
}

function closedBefore(context: Context, abandonAfter: string): Date {
  return new Date(context.now().getTime() - secondsOfDuration(abandonAfter)! * 1000)
}

function found(number: number | undefined, refusal: 'event_unknown' | 'touchpoint_unknown', name: string): number {
  if (number === undefined) throw problem(refusal, { name })
  return number
}
