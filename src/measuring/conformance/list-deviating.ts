import type { listDeviating as listDeviatingRoute } from '../../contract/exploring.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { stepsOf } from '../../vocabulary/map/journey-map.ts'
import { problem } from '../../vocabulary/problem.ts'
import { type BreachKind, breachKinds, isLeftOver } from '../../vocabulary/statistics/conformance.ts'
import type { Narrowing } from '../filtering/kept-visits.ts'
import { tellCase } from '../lists/tell-case.ts'
import { showing } from '../questions/count-alignments.ts'
import { listBreaching } from '../questions/list-breaching.ts'
import { type ListedCase, listCases } from '../questions/list-cases.ts'
import { type Paged, tellPage } from '../questions/page-of.ts'
import { alignedCasesOf, sumAlignments } from './aligned-cases.ts'
import { deviationItem, itemNumber } from './alignment-frame.ts'
import { longestWaits } from './longest-waits.ts'

/** The closed cases behind one deviation: those of the variants whose alignment shows it. */
export async function listDeviating(
  context: Context,
  { params, query }: InputOf<typeof listDeviatingRoute>,
): Promise<AnswerOf<typeof listDeviatingRoute>> {
  const { kind, touchpoint, placement, after, cursor, limit, ...filter } = query
  const offset = Number(cursor ?? 0) || 0
  const breach = breachKinds.find(each => each === kind)
  if (breach) return await listBreached(context, params.map, filter, { kind: breach, touchpoint }, { offset, limit })
  const aligned = await alignedCasesOf(context, params.map, filter)
  const { map, frame, scope } = aligned
  const ids = new Map(map.touchpoints.map(each => [each.number, each.id]))
  const number = map.touchpoints.find(each => each.id === touchpoint)?.number ?? formerNumber(touchpoint)
  const step = after === undefined || after === 'start' ? null : stepsOf(map.map).findIndex(each => each.id === after)
  if (!isLeftOver(kind) || number === undefined || step === -1) throw problem('not_found', { what: 'touchpoint' })
  // Makes the alignments that are not there yet.
  await sumAlignments(context, aligned)
  const item =
    after === undefined
      ? deviationItem(frame, { kind, touchpoint: number, placement: placement ?? null })
      : itemNumber('stray', number, step)
  const found = await listCases(context.clickhouse, scope.keeping, showing(scope, item), scope.closedBefore, {
    offset,
    limit,
  })
  return tell(context, found, place => ids.get(place) ?? `#${place}`, offset)
}

/** A touchpoint that is no longer of the journey is told by its number: `#12`. */
function formerNumber(told: string): number | undefined {
  const found = /^#?(\d{1,5})$/.exec(told)
  return found ? Number(found[1]) : undefined
}

/** The closed cases with a visit that failed, or came late. */
async function listBreached(
  context: Context,
  mapId: string,
  filter: Narrowing,
  { kind, touchpoint }: { readonly kind: BreachKind; readonly touchpoint: string },
  page: { readonly offset: number; readonly limit: number },
): Promise<AnswerOf<typeof listDeviatingRoute>> {
  const {
    map,
    scope: { keeping, closedBefore },
  } = await alignedCasesOf(context, mapId, filter)
  const number = map.touchpoints.find(each => each.id === touchpoint)?.number
  if (number === undefined) throw problem('not_found', { what: 'touchpoint' })
  const breach = { kind, touchpoint: number, limits: longestWaits(map) }
  const found = await listBreaching(context.clickhouse, keeping, breach, closedBefore, page)
  const ids = new Map(map.touchpoints.map(each => [each.number, each.id]))
  return tell(context, found, place => ids.get(place) ?? `#${place}`, page.offset)
}

function tell(
  context: Context,
  found: Paged<ListedCase>,
  nameOf: (number: number) => string,
  offset: number,
): AnswerOf<typeof listDeviatingRoute> {
  return tellPage(found, offset, context.workspace.minimumGroup, row => tellCase(row, nameOf))
}
