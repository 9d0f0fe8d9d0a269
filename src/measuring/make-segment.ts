import type { z } from 'zod'
import * as exploring from '../contract/exploring.ts'
import { listWaits as listWaitsRoute } from '../contract/map-flow.ts'
import { listBehind as listBehindRoute } from '../contract/measuring.ts'
import { listContacts as listContactsRoute } from '../contract/measuring-contacts.ts'
import * as lists from '../contract/measuring-lists.ts'
import { listSelfService as listSelfServiceRoute } from '../contract/measuring-self-service.ts'
import type { AnswerOf, InputOf, Route } from '../contract/route.ts'
import type { Context } from '../feature.ts'
import { createFixed, segmentNamed } from '../segmenting/index.ts'
import { numberFromCustomerId } from '../vocabulary/id.ts'
import { problem } from '../vocabulary/problem.ts'
import { listSelfService } from './ask-self-service.ts'
import { listBehind } from './list-behind.ts'
import { listContacts } from './list-contacts.ts'
import { listDeviating } from './list-deviating.ts'
import { listFunnel } from './list-funnel.ts'
import { listCases } from './list-kept-cases.ts'
import { listMoves, listPassages } from './list-moves.ts'
import { listTimed } from './list-timed.ts'
import { listWaits } from './list-waits.ts'

/** Rows read at a time, and of one list at most. */
const rowsAtOnce = 20_000
const mostRows = 1_000_000

type Listed = {
  readonly hidden: boolean
  readonly rows: readonly { readonly customer: string }[]
  readonly cursor: string | null
}
type List = { readonly route: Route; readonly ask: (context: Context, input: never) => Promise<Listed> }

const listsByName: Readonly<Record<lists.SegmentList, List>> = {
  'measuring.listCases': { route: exploring.listCases, ask: listCases },
  'measuring.listDeviating': { route: exploring.listDeviating, ask: listDeviating },
  'measuring.listBehind': { route: listBehindRoute, ask: listBehind },
  'measuring.listWaits': { route: listWaitsRoute, ask: listWaits },
  'measuring.listContacts': { route: listContactsRoute, ask: listContacts },
  'measuring.listSelfService': { route: listSelfServiceRoute, ask: listSelfService },
  'measuring.listMoves': { route: lists.listMoves, ask: listMoves },
  'measuring.listPassages': { route: lists.listPassages, ask: listPassages },
  'measuring.listTimed': { route: lists.listTimed, ask: listTimed },
  'measuring.listFunnel': { route: lists.listFunnel, ask: listFunnel },
}

/**
 * A segment of whoever stands in a list: asked page by page of the verb that answers the list itself, so that the
 * segment, the list and the number can't differ.
 * @throws problem `segment_too_small` where the list may not be told, `segment_too_large`, and what the list refuses.
 */
export async function makeSegment(
  context: Context,
  { body }: InputOf<typeof lists.makeSegment>,
): Promise<AnswerOf<typeof lists.makeSegment>> {
  const { workspace } = context
  const { route, ask } = listsByName[body.list]
  // A key of a role has what the list takes; should that change, the list stays as closed as it is.
  if (route.access !== 'public' && route.access !== 'signed-in' && !context.may(route.access))
    throw problem('not_allowed')
  const { cursor: _, limit: __, ...asked } = body.query
  const params = read(route.params!, { ...body.params, workspace: workspace.key })
  const query = read(route.query!, asked) as { readonly segment?: string }
  if (query.segment) await segmentNamed(context, workspace.number, query.segment)
  const pages = customersOf(page => ask(context, { params, query: { ...query, ...page }, body: undefined } as never))
  const first = await pages.next()
  if (first.done) throw problem('segment_too_small', { minimum: Math.max(1, workspace.minimumGroup) })
  return await createFixed(
    context,
    { name: body.name, origin: { list: body.list, asked: { ...body.params, ...asked } } },
    (async function* () {
      yield first.value
      yield* pages
    })(),
  )
}

/** The customers of a list, each once, in as many parts as it has pages; nothing where it may not be told. */
async function* customersOf(
  ask: (page: { readonly cursor?: string; readonly limit: number }) => Promise<Listed>,
): AsyncGenerator<readonly bigint[], undefined> {
  const seen = new Set<string>()
  let rows = 0
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: Listed = await ask({ limit: rowsAtOnce, ...(cursor ? { cursor } : {}) })
    if (page.hidden || page.rows.length === 0) return
    rows += page.rows.length
    if (rows > mostRows) throw problem('segment_too_large', { limit: mostRows })
    const fresh = new Set(page.rows.map(row => row.customer).filter(id => !seen.has(id)))
    for (const id of fresh) seen.add(id)
    if (fresh.size > 0) yield [...fresh].map(id => numberFromCustomerId(id)!)
    cursor = page.cursor
  }
}

/** @throws problem `input_invalid` in the words of the schema. */
function read(schema: z.ZodType, told: unknown): unknown {
  const { success, data, error } = schema.safeParse(told)
  if (success) return data
  const [issue] = error.issues
  throw problem('input_invalid', { reason: `${issue?.path.join('.') || 'query'}: ${issue?.message}` })
}
