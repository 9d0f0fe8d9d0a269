import { type BindingRule, type Condition, countTests, type Test, type TextField } from './binding.ts'
import { matcherOf, patternOfGlob } from './pattern.ts'

/** An event as rules see it: the published view `events`, one row. An empty text counts as missing. */
export type RuleEvent = {
  readonly type: string
  readonly kind: string
  readonly channel: string
  readonly device: string
  readonly source: string
  readonly case: string
  readonly occurredAt: Date
  /** −1 to 1, with the precision of the store (32 bits). */
  readonly score: number | null
  readonly texts: Readonly<Record<string, string>>
  readonly numbers: Readonly<Record<string, number>>
}

/** Whether the rule matches the event. `validFrom` and `validUntil` are days in `timeZone`. */
export function matchesRule(rule: BindingRule, event: RuleEvent, timeZone = 'UTC'): boolean {
  const day = dayIn(timeZone, event.occurredAt)
  if (rule.validFrom !== null && day < rule.validFrom) return false
  if (rule.validUntil !== null && day >= rule.validUntil) return false
  return matches(rule.when, event)
}

/** Whether the condition holds. A missing field does not match, nor does a value of another type. */
export function matches(condition: Condition, event: RuleEvent): boolean {
  if ('all' in condition) return condition.all.every(inner => matches(inner, event))
  if ('any' in condition) return condition.any.some(inner => matches(inner, event))
  if ('not' in condition) return !matches(condition.not, event)
  return passes(condition, event)
}

/**
 * Rules in the order in which they win: higher priority, then more conditions (the more precise), then the older id,
 * as ids sort by time.
 */
export function inWinningOrder(rules: readonly BindingRule[]): readonly BindingRule[] {
  const conditions = new Map(rules.map(rule => [rule, countTests(rule.when)]))
  return [...rules].sort(
    (a, b) =>
      b.priority - a.priority || conditions.get(b)! - conditions.get(a)! || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  )
}

/** The rule that an event goes to, and those that matched and lost. */
export function winnerFor(
  rules: readonly BindingRule[],
  event: RuleEvent,
  timeZone = 'UTC',
): { readonly winner: BindingRule | undefined; readonly losers: readonly BindingRule[] } {
  const [winner, ...losers] = inWinningOrder(rules).filter(rule => matchesRule(rule, event, timeZone))
  return { winner, losers }
}

/** The name under which a property is stored: `properties.page` and `correlation.page` are both `page`. */
export function propertyOf(field: string): string | undefined {
  return /^(?:properties|correlation)\.(.+)$/s.exec(field)?.[1]
}

type Value = { readonly text?: string | undefined; readonly number?: number | undefined }

function storedValue(field: string, event: RuleEvent): Value {
  const property = propertyOf(field)
  if (property !== undefined) {
    return {
      text: Object.hasOwn(event.texts, property) ? event.texts[property] : undefined,
      number: Object.hasOwn(event.numbers, property) ? event.numbers[property] : undefined,
    }
  }
  if (field === 'score') return { number: event.score === null ? undefined : Math.fround(event.score) }
  if (field === 'occurredAt') return { number: event.occurredAt.getTime() }
  return { text: event[field as TextField] || undefined }
}

function passes(test: Test, event: RuleEvent): boolean {
  const { text, number } = storedValue(test.field, event)
  const fit = (value: number | string) => boundOf(test.field, value)
  switch (test.op) {
    case 'exists':
      return (text !== undefined || number !== undefined) === test.value
    case 'eq':
    case 'ne': {
      const wanted = typeof test.value === 'boolean' ? String(test.value) : test.value
      const found = typeof wanted === 'number' ? number : text
      const target = typeof wanted === 'number' ? fit(wanted) : wanted
      return found !== undefined && (found === target) === (test.op === 'eq')
    }
    case 'in':
    case 'nin': {
      const found = typeof test.value[0] === 'number' ? number : text
      const targets = test.value.map(value => (typeof value === 'number' ? fit(value) : value))
      return found !== undefined && targets.includes(found) === (test.op === 'in')
    }
    case 'lt':
      return number !== undefined && number < fit(test.value)
    case 'lte':
      return number !== undefined && number <= fit(test.value)
    case 'gt':
      return number !== undefined && number > fit(test.value)
    case 'gte':
      return number !== undefined && number >= fit(test.value)
    case 'between':
      return number !== undefined && number >= fit(test.value[0]) && number <= fit(test.value[1])
    case 'contains':
      return text?.includes(test.value) ?? false
    case 'startsWith':
      return text?.startsWith(test.value) ?? false
    case 'glob':
      return text !== undefined && compiled(patternOfGlob(test.value))(text)
    case 'regex':
      return text !== undefined && compiled(test.value)(text)
    default:
      throw new Error(`No such operator: ${JSON.stringify(test satisfies never)}`)
  }
}

/** What a field is compared with: scores have 32 bits in the store, instants are compared as milliseconds. */
export function boundOf(field: string, value: number | string): number {
  if (typeof value === 'string') return new Date(value).getTime()
  return field === 'score' ? Math.fround(value) : value
}

const patterns = new Map<string, (text: string) => boolean>()

function compiled(pattern: string): (text: string) => boolean {
  const known = patterns.get(pattern)
  if (known) return known
  if (patterns.size > 1000) patterns.clear()
  const made = matcherOf(pattern)
  patterns.set(pattern, made)
  return made
}

const days = new Map<string, Intl.DateTimeFormat>()

/** The day of the calendar of `timeZone` at that instant, `YYYY-MM-DD`. */
function dayIn(timeZone: string, at: Date): string {
  let format = days.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    days.set(timeZone, format)
  }
  return format.format(at)
}
