import { every, f64, f64s, instant, join, type Sql, some, sql, text, texts, u32 } from '../engines/clickhouse/sql.ts'
import type { BindingRule, Condition, Test, TextField } from '../vocabulary/binding.ts'
import { boundOf, inWinningOrder, propertyOf } from '../vocabulary/binding-match.ts'
import { patternOfGlob, wholePattern } from '../vocabulary/pattern.ts'

/**
 * Rules as SQL over the published view `events`: the twin of `vocabulary/binding-match.ts`, held to it by one table of
 * cases. Names of columns and operators are written here; whatever a person wrote is a bound value.
 */
export function compileCondition(condition: Condition): Sql {
  if ('all' in condition) return every(condition.all.map(compileCondition))
  if ('any' in condition) return some(condition.any.map(compileCondition))
  if ('not' in condition) return sql`not (${compileCondition(condition.not)})`
  return compileTest(condition)
}

/** Whether the rule matches the event. Days of validity are of the calendar of `timeZone`. */
export function compileRule(rule: BindingRule, timeZone: string): Sql {
  const day = sql`toDate32(occurred_at, ${text(timeZone)})`
  return every([
    ...(rule.validFrom === null ? [] : [sql`${day} >= toDate32(${text(rule.validFrom)})`]),
    ...(rule.validUntil === null ? [] : [sql`${day} < toDate32(${text(rule.validUntil)})`]),
    compileCondition(rule.when),
  ])
}

/**
 * The number of the touchpoint that an event goes to, 0 for none: an expression of type UInt32. The first rule that
 * matches wins, so rules stand in winning order. Rules of touchpoints without a number are left out.
 */
export function compileRules(
  rules: readonly BindingRule[],
  touchpointNumbers: ReadonlyMap<string, number>,
  timeZone: string,
): Sql {
  const known = inWinningOrder(rules).filter(rule => touchpointNumbers.has(rule.touchpoint))
  return compileChoice(
    known.map(rule => ({
      when: compileRule(rule, timeZone),
      gives: touchpointNumbers.get(rule.touchpoint)!,
    })),
  )
}

/** The number of the first choice that holds, 0 for none. */
export function compileChoice(choices: readonly { readonly when: Sql; readonly gives: number }[]): Sql {
  if (choices.length === 0) return sql`toUInt32(0)`
  const branches = choices.map(({ when, gives }) => sql`${when}, ${u32(gives)}`)
  return sql`multiIf(${join(branches, sql`, `)}, toUInt32(0))`
}

const columns: Readonly<Record<TextField, Sql>> = {
  type: sql`name`,
  kind: sql`kind`,
  channel: sql`channel`,
  device: sql`device`,
  source: sql`source`,
  case: sql`case_key`,
}

/** Where a field lies: the value, and whether it is there. A field that never holds the type is never there. */
type Stored = { readonly value: Sql; readonly there: Sql }
const nowhere: Stored = { value: sql`''`, there: sql`0` }

function textOf(field: string): Stored {
  const property = propertyOf(field)
  if (property !== undefined) {
    return { value: sql`texts[${text(property)}]`, there: sql`mapContains(texts, ${text(property)})` }
  }
  const column = Object.hasOwn(columns, field) ? columns[field as TextField] : undefined
  return column ? { value: column, there: sql`${column} != ''` } : nowhere
}

function numberOf(field: string): Stored {
  const property = propertyOf(field)
  if (property !== undefined) {
    return { value: sql`numbers[${text(property)}]`, there: sql`mapContains(numbers, ${text(property)})` }
  }
  if (field === 'score') return { value: sql`toFloat64(assumeNotNull(score))`, there: sql`score is not null` }
  if (field === 'occurredAt') return { value: sql`occurred_at`, there: sql`1` }
  return { value: sql`toFloat64(0)`, there: sql`0` }
}

function compileTest(test: Test): Sql {
  const { field } = test
  const words = textOf(field)
  const figure = numberOf(field)
  const limit = (value: number | string) =>
    field === 'occurredAt' ? instant(new Date(value)) : f64(boundOf(field, value))
  switch (test.op) {
    case 'exists': {
      const there = sql`(${words.there} or ${figure.there})`
      return test.value ? there : sql`not ${there}`
    }
    case 'eq':
    case 'ne': {
      const value = typeof test.value === 'boolean' ? String(test.value) : test.value
      const stored = typeof value === 'number' ? figure : words
      const bound = typeof value === 'number' ? limit(value) : text(value)
      return test.op === 'eq'
        ? sql`${stored.there} and ${stored.value} = ${bound}`
        : sql`${stored.there} and ${stored.value} != ${bound}`
    }
    case 'in':
    case 'nin': {
      const isNumbers = typeof test.value[0] === 'number'
      const stored = isNumbers ? figure : words
      const list = isNumbers
        ? f64s(test.value.map(value => boundOf(field, value as number)))
        : texts(test.value as string[])
      // The same type on both sides: low-cardinality columns are not found in a plain array otherwise.
      const value = isNumbers ? stored.value : sql`toString(${stored.value})`
      return test.op === 'in'
        ? sql`${stored.there} and has(${list}, ${value})`
        : sql`${stored.there} and not has(${list}, ${value})`
    }
    case 'lt':
      return sql`${figure.there} and ${figure.value} < ${limit(test.value)}`
    case 'lte':
      return sql`${figure.there} and ${figure.value} <= ${limit(test.value)}`
    case 'gt':
      return sql`${figure.there} and ${figure.value} > ${limit(test.value)}`
    case 'gte':
      return sql`${figure.there} and ${figure.value} >= ${limit(test.value)}`
    case 'between':
      return sql`${figure.there} and ${figure.value} >= ${limit(test.value[0])} and ${figure.value} <= ${limit(test.value[1])}`
    case 'contains':
      return sql`${words.there} and position(${words.value}, ${text(test.value)}) > 0`
    case 'startsWith':
      return sql`${words.there} and startsWith(${words.value}, ${text(test.value)})`
    case 'glob':
      return sql`${words.there} and match(${words.value}, ${text(wholePattern(patternOfGlob(test.value)))})`
    case 'regex':
      return sql`${words.there} and match(${words.value}, ${text(wholePattern(test.value))})`
    default:
      throw new Error(`No such operator: ${JSON.stringify(test satisfies never)}`)
  }
}
