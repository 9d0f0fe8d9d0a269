import { hiddenCells, hiddenFlows } from '../survey/suppression.ts'

/** How many cases went from an activity to the next at a depth of their path; `to` 0 where they stopped. */
export type PathStep = {
  readonly depth: number
  readonly from: number
  readonly to: number
  readonly cases: number
  readonly customers: number
}

/** What is told of one depth: entries, other and stopped add up to all cases. */
export type PathColumn = {
  readonly depth: number
  readonly entries: readonly { readonly activity: number; readonly cases: number }[]
  readonly other: { readonly activities: number; readonly cases: number }
  /** Cases whose path ended before this depth. */
  readonly stopped: number
}

/** Between two depths; `null` stands for the others of a column, `stop` for a path that ends. */
export type PathLink = {
  readonly depth: number
  readonly from: number | null
  readonly to: number | null | 'stop'
  readonly cases: number
}

/**
 * Columns and links of paths, exact at every depth: everything is counted first and cut last. Of each column the `most`
 * frequent activities are named, unless fewer customers than `minimumGroup` went there; the rest is one bucket. Columns
 * end before one that fewer came to, and so do links: those of few are left out, with others of the same end, as the
 * columns say what they sum to.
 */
export function pathColumns(
  steps: readonly PathStep[],
  { most, minimumGroup }: { readonly most: number; readonly minimumGroup: number },
): { readonly columns: readonly PathColumn[]; readonly links: readonly PathLink[] } {
  const all = [...new Set(steps.map(step => step.depth))].sort((a, b) => a - b)
  const few = all.findIndex(depth => customersOf(steps.filter(step => step.depth === depth)) < minimumGroup)
  const depths = few < 0 ? all : all.slice(0, few)
  const whole = sum(steps.filter(step => step.depth === depths[0]))
  const columns = depths.map((depth): PathColumn => {
    const here = steps.filter(step => step.depth === depth)
    const activities = [...Map.groupBy(here, step => step.from)]
      .map(([activity, own]) => ({
        activity,
        cases: sum(own),
        customers: customersOf(own),
      }))
      .sort((a, b) => b.cases - a.cases || a.activity - b.activity)
    // Those who stopped are told, so the activities of a depth sum to what is known.
    const hidden = hiddenCells(
      activities.map(each => ({
        customers: each.customers < minimumGroup ? each.customers : Math.max(minimumGroup, each.cases),
      })),
      minimumGroup,
    )
    const named = activities.filter((_, index) => !hidden.has(index)).slice(0, most)
    const reached = sum(here)
    return {
      depth,
      entries: named.map(({ activity, cases }) => ({ activity, cases })),
      other: {
        activities: activities.length - named.length,
        cases: reached - named.reduce((amount, each) => amount + each.cases, 0),
      },
      stopped: whole - reached,
    }
  })
  const namedAt = new Map(columns.map(column => [column.depth, new Set(column.entries.map(each => each.activity))]))
  const links = new Map<string, PathLink & { readonly customers: number }>()
  for (const { depth, from, to, cases, customers } of steps) {
    // Who stops at the last column would say how many go on, which are few.
    if (few >= 0 && depth >= (depths.at(-1) ?? 0)) continue
    const named = (at: number, activity: number) => (namedAt.get(at)?.has(activity) ? activity : null)
    const goes = to === 0 ? 'stop' : named(depth + 1, to)
    const leaves = named(depth, from)
    // What goes beyond the last column ends nowhere that is shown.
    if (to !== 0 && !namedAt.has(depth + 1)) continue
    const key = `${depth} ${leaves} ${goes}`
    const known = links.get(key)
    links.set(key, {
      ...{ depth, from: leaves, to: goes, cases: (known?.cases ?? 0) + cases },
      customers: (known?.customers ?? 0) + customers,
    })
  }
  const told = [...links.values()].map(({ customers, ...link }) => ({
    link,
    from: `${link.depth} ${link.from}`,
    to: `${link.depth} ${link.to}`,
    customers: customers < minimumGroup ? customers : Math.max(minimumGroup, link.cases),
  }))
  const hidden = hiddenFlows(told, minimumGroup)
  return {
    columns,
    links: told
      .filter(each => !hidden.has(each))
      .map(each => each.link)
      .sort((a, b) => a.depth - b.depth || b.cases - a.cases),
  }
}

function customersOf(steps: readonly PathStep[]): number {
  return steps.reduce((amount, step) => amount + step.customers, 0)
}

function sum(steps: readonly PathStep[]): number {
  return steps.reduce((amount, step) => amount + step.cases, 0)
}
