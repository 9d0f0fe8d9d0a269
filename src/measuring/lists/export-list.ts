import { askedOfList, type exportList as exportListRoute } from '../../contract/measuring-lists.ts'
import type { InputOf } from '../../contract/route.ts'
import type { Context, LeavingFile } from '../../feature.ts'
import { type CsvCell, csvLine, utf8Mark } from '../../vocabulary/csv-line.ts'
import { problem } from '../../vocabulary/problem.ts'
import { activitiesOf } from '../filtering/activities.ts'
import { askedList, type Listed } from './asked-list.ts'

/** Rows read at a time, and of one list at most. */
const rowsAtOnce = 20_000
const mostRows = 1_000_000

type Ask = Awaited<ReturnType<typeof askedList>>
type Row = Readonly<Record<string, unknown>>

/**
 * A list behind a number as a file, by the verb that answers the list; the audit log keeps that it left. Touchpoints go
 * by their names. A list too long to leave whole says so in the name of the file.
 * @throws problem `segment_too_small` where the list may not be told, `input_invalid`, and what the list refuses.
 */
export async function exportList(context: Context, { query }: InputOf<typeof exportListRoute>): Promise<LeavingFile> {
  const { workspace, postgres } = context
  const said = saidIn(query.asked)
  const ask = await askedList(context, { list: query.list, ...said })
  const map = said.params.map ?? said.query.map
  const activities = map === undefined ? undefined : await activitiesOf(context, map)
  const names = new Map(activities?.map?.library.touchpoints.map(one => [one.id, one.name[workspace.locale] || one.id]))
  const first = await ask({ limit: rowsAtOnce })
  if (first.hidden) throw problem('segment_too_small', { minimum: workspace.minimumGroup })
  await postgres.transaction(transaction =>
    context.post(transaction, {
      kind: 'events.exported',
      workspace: workspace.number,
      actor: context.actor,
      details: {
        list: query.list,
        rows: Math.min(first.total, mostRows),
        from: said.query.from ?? null,
        to: said.query.to ?? null,
        personal: false,
      },
    }),
  )
  return {
    name: first.total > mostRows ? `list-first-${mostRows}-of-${first.total}.csv` : 'list.csv',
    contentType: 'text/csv; charset=utf-8',
    content: asCsv(ask, first, names),
  }
}

async function* asCsv(ask: Ask, first: Listed, names: ReadonlyMap<string, string>): AsyncGenerator<string> {
  const columns = Object.keys(first.rows[0] ?? { customer: '' })
  yield utf8Mark + csvLine(columns)
  let left = mostRows
  for (let page = first; ; ) {
    const rows = page.rows.slice(0, left) as readonly Row[]
    yield rows.map(row => csvLine(columns.map(column => cellOf(row[column], names)))).join('')
    left -= rows.length
    if (page.cursor === null || left <= 0 || rows.length === 0) return
    page = await ask({ cursor: page.cursor, limit: rowsAtOnce })
    // Whoever left meanwhile may have left too few.
    if (page.hidden) return
  }
}

function cellOf(value: unknown, names: ReadonlyMap<string, string>): CsvCell {
  if (value === null || value === undefined || typeof value === 'number') return value
  if (typeof value === 'string') return names.get(value) ?? value
  if (Array.isArray(value)) return value.map(one => cellOf(one, names) ?? '').join(' > ')
  return JSON.stringify(value)
}

/** @throws problem `input_invalid` for what is no JSON, or not of its shape. */
function saidIn(text: string) {
  let told: unknown
  try {
    told = JSON.parse(text)
  } catch {
    told = undefined
  }
  const { success, data } = askedOfList.safeParse(told)
  if (!success)
    throw problem('input_invalid', {
      reason: {
        en: '`asked` is JSON with the params and the query of the list',
        fr: '`asked` est un JSON avec les params et la query de la liste',
      },
    })
  return data
}
