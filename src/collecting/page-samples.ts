import { type ClickHouse, sql, text, u32 } from '../engines/clickhouse/index.ts'
import { clickKinds } from '../vocabulary/page-sample.ts'
import type { Moving } from './moving.ts'

/** Beyond so many pages a day, and elements of one page, the rest is counted together, without a name. */
const mostTemplates = 300
const mostElementsOfOne = 400

const columns = [
  'workspace_id',
  'template',
  'viewport',
  'view_id',
  'anchor',
  'at',
  'height',
  'elements',
  'xs',
  'ys',
  'widths',
  'heights',
  'click_elements',
  'click_xs',
  'click_ys',
  'click_kinds',
  'click_amounts',
  'reach',
  'bands',
  'quick_back',
  'version',
] as const

/** Samples of pages are no events of their customer: they are kept apart, and nobody's traces change with them. */
export const isSample = (moving: Moving): boolean => moving.sample !== undefined

/**
 * Keeps the samples of visitors who consented; without a word of theirs, none. Told twice, they are there once: a view is
 * one row, and of its parts the last one stays.
 */
export async function insertPageSamples(clickhouse: ClickHouse, moving: readonly Moving[]): Promise<void> {
  const kept = moving.filter(
    ({ sample, measurable, event }) => sample && measurable && !event.exempt && event.consents.measurement === true,
  )
  if (kept.length === 0) return
  for (const [day, some] of Map.groupBy(kept, each => each.row.receivedAt.toISOString().slice(0, 10)))
    for (const [workspace, own] of Map.groupBy(some, each => each.row.workspace)) {
      const names = await namesOf(clickhouse, workspace, day)
      await clickhouse.insert(
        'page_samples_raw',
        columns,
        own.map(each => rowOf(each, names)),
      )
    }
}

function rowOf({ row, sample, anchor, at }: Moving, names: Names): unknown[] {
  const { view, part, viewport, height, elements, clicks, reach, bands, quickBack } = sample!
  const template = names.template(sample!.template)
  return [
    row.workspace,
    template,
    viewport,
    view,
    String(anchor),
    // A quarter of an hour, which parts days in every time zone: when somebody was where is not kept more closely.
    Math.floor(at.getTime() / 900_000) * 900,
    height,
    elements.map(each => names.element(template, each.path)),
    ...(['x', 'y', 'width', 'height'] as const).map(side => elements.map(each => each[side])),
    clicks.map(each => each.element),
    clicks.map(each => each.x),
    clicks.map(each => each.y),
    clicks.map(each => clickKinds.indexOf(each.kind)),
    clicks.map(each => each.amount),
    reach,
    bands,
    quickBack ? 1 : 0,
    part,
  ]
}

type Names = {
  /** The name that is kept for a page, or '' where there are too many. */
  readonly template: (name: string) => string
  readonly element: (template: string, path: string) => string
}

const seen = new WeakMap<ClickHouse, Map<string, Promise<Names>>>()
const keptDays = 4

/** The names told on a day: read once, then remembered. A key that invents pages fills its workspace's day, no more. */
function namesOf(clickhouse: ClickHouse, workspace: number, day: string): Promise<Names> {
  const days = seen.get(clickhouse) ?? new Map<string, Promise<Names>>()
  seen.set(clickhouse, days)
  const key = `${workspace}:${day}`
  const known = days.get(key)
  if (known) return known
  const names = readNames(clickhouse, workspace, day)
  days.set(key, names)
  // What could not be read is asked for again.
  names.catch(() => days.delete(key))
  const old = [...days.keys()].filter(each => each.startsWith(`${workspace}:`))
  for (const each of old.slice(0, -keptDays)) days.delete(each)
  return names
}

async function readNames(clickhouse: ClickHouse, workspace: number, day: string): Promise<Names> {
  const rows = await clickhouse.rows<{ template: string; paths: readonly string[] }>(sql`
    select template, groupUniqArrayArray(1000)(elements) as paths
    from page_samples_raw
    where workspace_id = ${u32(workspace)} and toDate(at) = toDate(${text(day)}) and template != ''
    group by template
    limit ${u32(mostTemplates)}`)
  const elements = new Map(rows.map(row => [row.template, new Set(row.paths)]))
  return {
    template: name => {
      if (elements.has(name)) return name
      if (elements.size >= mostTemplates) return ''
      elements.set(name, new Set())
      return name
    },
    element: (template, path) => {
      const own = elements.get(template)
      if (own === undefined) return ''
      if (own.has(path)) return path
      if (own.size >= mostElementsOfOne) return ''
      own.add(path)
      return path
    },
  }
}
