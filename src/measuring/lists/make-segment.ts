import type * as lists from '../../contract/measuring-lists.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { createFixed } from '../../segmenting/index.ts'
import { numberFromCustomerId } from '../../vocabulary/id.ts'
import { problem } from '../../vocabulary/problem.ts'
import { askedList, type Listed } from './asked-list.ts'

/** Rows read at a time, and of one list at most. */
const rowsAtOnce = 20_000
const mostRows = 1_000_000

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
  const ask = await askedList(context, body)
  const { cursor: _, limit: __, ...asked } = body.query
  const pages = customersOf(ask)
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
