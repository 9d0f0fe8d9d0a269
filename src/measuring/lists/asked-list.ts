import type { z } from 'zod'
import * as exploring from '../../contract/exploring.ts'
import { inputFault } from '../../contract/input-fault.ts'
import { listMapContacts as listMapContactsRoute } from '../../contract/map-contacts.ts'
import { listWaits as listWaitsRoute } from '../../contract/map-flow.ts'
import { listBehind as listBehindRoute } from '../../contract/measuring.ts'
import { listContacts as listContactsRoute } from '../../contract/measuring-contacts.ts'
import { listCrossed as listCrossedRoute } from '../../contract/measuring-crossing.ts'
import * as lists from '../../contract/measuring-lists.ts'
import { listSelfService as listSelfServiceRoute } from '../../contract/measuring-self-service.ts'
import type { Route } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { segmentNamed } from '../../segmenting/index.ts'
import { problem } from '../../vocabulary/problem.ts'
import { listSelfService } from '../asking/ask-self-service.ts'
import { listCrossed } from '../asking/cross-answers.ts'
import { listDeviating } from '../conformance/list-deviating.ts'
import { listContacts } from '../contacts/list-contacts.ts'
import { listBehind } from './list-behind.ts'
import { listFunnel } from './list-funnel.ts'
import { listCases } from './list-kept-cases.ts'
import { listMapContacts } from './list-map-contacts.ts'
import { listMoves, listPassages } from './list-moves.ts'
import { listTimed } from './list-timed.ts'
import { listWaits } from './list-waits.ts'

export type Listed = {
  readonly hidden: boolean
  readonly rows: readonly { readonly customer: string }[]
  readonly total: number
  readonly cursor: string | null
}
type List = { readonly route: Route; readonly ask: (context: Context, input: never) => Promise<Listed> }

const listsByName: Readonly<Record<lists.SegmentList, List>> = {
  'measuring.listCases': { route: exploring.listCases, ask: listCases },
  'measuring.listDeviating': { route: exploring.listDeviating, ask: listDeviating },
  'measuring.listBehind': { route: listBehindRoute, ask: listBehind },
  'measuring.listWaits': { route: listWaitsRoute, ask: listWaits },
  'measuring.listContacts': { route: listContactsRoute, ask: listContacts },
  'measuring.listMapContacts': { route: listMapContactsRoute, ask: listMapContacts },
  'measuring.listSelfService': { route: listSelfServiceRoute, ask: listSelfService },
  'measuring.listMoves': { route: lists.listMoves, ask: listMoves },
  'measuring.listPassages': { route: lists.listPassages, ask: listPassages },
  'measuring.listTimed': { route: lists.listTimed, ask: listTimed },
  'measuring.listFunnel': { route: lists.listFunnel, ask: listFunnel },
  'measuring.listCrossed': { route: listCrossedRoute, ask: listCrossed },
}

/** What a list is asked, as its address says it. */
export type AskedList = {
  readonly list: lists.SegmentList
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
}

/**
 * The verb that answers a list, page by page, so that whatever else is made of the list can't differ from it.
 * @throws problem `not_allowed`, `input_invalid` in the words of the list's own route.
 */
export async function askedList(
  context: Context,
  asked: AskedList,
): Promise<(page: { readonly cursor?: string; readonly limit: number }) => Promise<Listed>> {
  const { workspace } = context
  const { route, ask } = listsByName[asked.list]
  // Whoever may do this may read lists too; should that change, a list stays as closed as it is.
  if (route.access !== 'public' && route.access !== 'signed-in' && !context.may(route.access))
    throw problem('not_allowed')
  const { cursor: _, limit: __, ...said } = asked.query
  const params = read(route.params!, { ...asked.params, workspace: workspace.key })
  const query = read(route.query!, said) as { readonly segment?: string }
  if (query.segment) await segmentNamed(context, workspace.number, query.segment)
  return page => ask(context, { params, query: { ...query, ...page }, body: undefined } as never)
}

/** @throws problem `input_invalid` saying what the list does not take. */
function read(schema: z.ZodType, told: unknown): unknown {
  const { success, data, error } = schema.safeParse(told)
  if (success) return data
  throw inputFault(error.issues, told, 'query')
}
