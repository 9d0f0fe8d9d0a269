import type { ToldRate } from '../../contract/measuring-contacts.ts'
import type { askPages as askPagesRoute, PagesAnswer } from '../../contract/measuring-pages.ts'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import type { Context } from '../../feature.ts'
import { mapWithTouchpointsFor } from '../../mapping/index.ts'
import type { BindingRule } from '../../vocabulary/binding.ts'
import { matchesRule } from '../../vocabulary/binding-match.ts'
import { viewports } from '../../vocabulary/page-sample.ts'
import { sampledViews, sampleScopeOf } from '../filtering/sampled-views.ts'
import { countPages, type PageCount } from '../questions/count-pages.ts'
import { refuseTouchpointAlone } from './refuse-misuse.ts'
import { smallestTold, tellRate, toldCount } from './told-figures.ts'

const mostPages = 300

/** The pages that were sampled, the most seen first. */
export async function askPages(
  context: Context,
  { query }: InputOf<typeof askPagesRoute>,
): Promise<AnswerOf<typeof askPagesRoute>> {
  const { touchpoint, ...filter } = query
  const { map } = filter
  const { clickhouse } = context
  refuseTouchpointAlone(query)
  const minimum = smallestTold(context)
  const scope = await sampleScopeOf(context, filter)
  const [rows, rules] = await Promise.all([
    countPages(clickhouse, sampledViews(scope)),
    map && touchpoint ? rulesOf(context, map, touchpoint) : [],
  ])
  const named = rows.filter(row => row.template !== '')
  const shown = named.filter(row => Number(row.customers) >= Math.max(1, minimum))
  const others = rows.filter(row => row.template === '')
  return {
    pages: shown.slice(0, mostPages).map(row => ({
      template: row.template,
      ...tellPage(row, minimum),
      claimed: rules.some(rule => claims(rule, row.template, context)),
    })),
    hidden: named.length - shown.length,
    others: toldCount(
      {
        value: others.reduce((sum, row) => sum + Number(row.views), 0),
        customers: Math.max(0, ...others.map(row => Number(row.customers))),
      },
      minimum,
    ),
  }
}

/** The figures of one page at one width. */
export function tellPage(row: PageCount, minimum: number): Omit<PagesAnswer['pages'][number], 'template' | 'claimed'> {
  const whole = { value: Number(row.views), customers: Number(row.customers) }
  return {
    viewport: viewports.find(one => one === row.viewport)!,
    views: whole.value,
    customers: whole.customers,
    clicks: toldCount({ value: Number(row.clicks), customers: Number(row.clicks_by) }, minimum),
    ...tellFrustration(row, minimum),
    reach: row.reach,
    seconds: row.seconds,
  }
}

type Frustration = 'rage' | 'dead' | 'error' | 'quickBack'

export function tellFrustration(row: PageCount, minimum: number): Readonly<Record<Frustration, ToldRate>> {
  const whole = { value: Number(row.views), customers: Number(row.customers) }
  const rate = (value: string, by: string) => tellRate({ value: Number(value), customers: Number(by) }, whole, minimum)
  return {
    rage: rate(row.rage, row.rage_by),
    dead: rate(row.dead, row.dead_by),
    error: rate(row.error, row.error_by),
    quickBack: rate(row.quick, row.quick_by),
  }
}

async function rulesOf(context: Context, map: string, touchpoint: string): Promise<readonly BindingRule[]> {
  const { bindings } = await mapWithTouchpointsFor(context, map)
  return bindings.filter(rule => rule.touchpoint === touchpoint)
}

/** Whether a view of such a page would be the touchpoint's: judged by its rules, on the page's folded address. */
function claims(rule: BindingRule, template: string, context: Context): boolean {
  const page = { path: template, url: template, 'page.path': template, 'page.url': template }
  return matchesRule(
    rule,
    {
      ...{ type: 'page', kind: 'page', channel: 'web', device: '', source: '', case: '', score: null },
      ...{ occurredAt: context.now(), texts: page, numbers: {} },
    },
    context.workspace.timeZone,
  )
}
