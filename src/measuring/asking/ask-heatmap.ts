import type { askHeatmap as askHeatmapRoute, HeatmapAnswer } from '../../contract/measuring-pages.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { bandCount, clickKinds } from '../../vocabulary/page-sample.ts'
import { sampledViews, sampleScopeOf } from '../filtering/sampled-views.ts'
import { pagePictureOf } from '../pages/page-pictures.ts'
import { type CellCount, type ClickCount, countCells, countClicks, placeElements } from '../questions/count-clicks.ts'
import { countPages } from '../questions/count-pages.ts'
import { countReach } from '../questions/count-reach.ts'
import { tellFrustration } from './ask-pages.ts'
import { smallestTold, tellRate, toldCount } from './told-figures.ts'

/** Where one page is clicked at one width, how far it is seen, and what is looked at. */
export async function askHeatmap(
  context: Context,
  { query }: InputOf<typeof askHeatmapRoute>,
): Promise<AnswerOf<typeof askHeatmapRoute>> {
  const { page: template, viewport, ...filter } = query
  const { clickhouse } = context
  const minimum = smallestTold(context)
  const views = sampledViews(await sampleScopeOf(context, filter), { template, viewport })
  const [[page], placed, clicks, cells, reach, picture] = await Promise.all([
    countPages(clickhouse, views),
    placeElements(clickhouse, views),
    countClicks(clickhouse, views),
    countCells(clickhouse, views, minimum),
    countReach(clickhouse, views),
    pagePictureOf(context, template, viewport),
  ])
  const customers = Number(page?.customers ?? 0)
  if (!page || customers < Math.max(1, minimum)) return { ...nothing(template, viewport, page !== undefined), picture }
  const whole = { value: Number(page.views), customers }
  const byPath = Map.groupBy(clicks, row => row.path)
  // Those that few customers saw are not drawn: a page may hold what only one of them has.
  const told = placed.filter(row => Number(row.customers) >= Math.max(1, minimum))
  const hidden = pathsOfFew(byPath, new Set(told.map(row => row.path)), minimum)
  const places = new Map(told.map((row, place) => [row.path, place]))
  return {
    template,
    viewport,
    views: whole.value,
    customers,
    hidden: false,
    picture,
    height: page.height,
    ...tellFrustration(page, minimum),
    elements: told.map(({ path, views: seen, customers: _, ...box }) => {
      const own = byPath.get(path) ?? []
      return { path, ...box, views: Number(seen), ...tellClicks(own, minimum, hidden.has(path)) }
    }),
    cells: cells
      .filter(cell => places.has(cell.path) && !hidden.has(cell.path))

      .map(cell => tellCell(cell, places.get(cell.path)!))
      .sort((a, b) => a.element - b.element || b.size - a.size || a.y - b.y || a.x - b.x),
    elsewhere: toldCount(
      plainClicks([...byPath].filter(([path]) => !places.has(path) || hidden.has(path)).flatMap(([, rows]) => rows)),
      minimum,
    ),
    scroll: reach.map(row => ({
      depth: row.band / bandCount,
      seen: tellRate({ value: Number(row.views), customers: Number(row.customers) }, whole, minimum),
    })),
    attention: reach.slice(0, bandCount).map(({ band, seconds }) => ({
      from: band / bandCount,
      to: (band + 1) / bandCount,
      seconds,
    })),
  }
}

const kindOf = (name: (typeof clickKinds)[number]) => clickKinds.indexOf(name)

/** Clicks, and at least how many customers made them: as many as made those of one element. */
function plainClicks(rows: readonly ClickCount[]): { readonly value: number; readonly customers: number } {
  const plain = rows.filter(row => row.kind === kindOf('click'))
  return {
    value: plain.reduce((sum, row) => sum + Number(row.clicks), 0),
    customers: Math.max(0, ...plain.map(row => Number(row.customers))),
  }
}

function tellClicks(
  rows: readonly ClickCount[],
  minimum: number,
  hidden: boolean,
): Pick<HeatmapAnswer['elements'][number], 'clicked' | 'clicks' | 'rage' | 'dead' | 'error'> {
  const of = (name: (typeof clickKinds)[number]) => {
    const row = rows.find(each => each.kind === kindOf(name))
    return toldCount({ value: Number(row?.views ?? 0), customers: Number(row?.customers ?? 0) }, minimum)
  }
  return {
    clicked: hidden ? null : of('click'),
    clicks: hidden ? null : toldCount(plainClicks(rows), minimum),
    rage: of('rage'),
    dead: of('dead'),
    error: of('error'),
  }
}

/**
 * Elements that too few customers clicked. When it is only one, the least clicked of the others is hidden with it, as the
 * sum of all clicks is told and would give it away.
 */
function pathsOfFew(
  byPath: ReadonlyMap<string, readonly ClickCount[]>,
  drawn: ReadonlySet<string>,
  minimum: number,
): ReadonlySet<string> {
  const sums = [...byPath].map(([path, rows]) => ({ path, ...plainClicks(rows) })).filter(each => each.value > 0)
  const few = sums.filter(each => !drawn.has(each.path) || each.customers < minimum)
  const rest = sums.filter(each => !few.includes(each)).sort((a, b) => a.value - b.value)
  const enough = few.reduce((sum, each) => sum + each.customers, 0) >= minimum
  if (few.length === 0 || (few.length > 1 && enough)) return new Set(few.map(each => each.path))
  return new Set([...few, ...rest.slice(0, 1)].map(each => each.path))
}

function tellCell({ size, x, y, clicks }: CellCount, element: number): HeatmapAnswer['cells'][number] {
  return { element, x: Number(x), y: Number(y), size: Number(size), clicks: Number(clicks) }
}

function nothing(
  template: string,
  viewport: HeatmapAnswer['viewport'],
  hidden: boolean,
): Omit<HeatmapAnswer, 'picture'> {
  return {
    ...{ template, viewport, views: 0, customers: 0, hidden, height: 0 },
    ...{ rage: null, dead: null, error: null, quickBack: null },
    ...{ elements: [], cells: [], elsewhere: 0, scroll: [], attention: [] },
  }
}
