import { z } from 'zod'
import { durationShape } from './duration.ts'
import { day, extensible, objectId } from './extensible.ts'
import { plainText } from './label.ts'

/** How deep conditions may nest, how many a rule may hold, and how long a pattern may be. */
export const deepestCondition = 8
export const mostConditions = 100
const longestPattern = 200

/** The fields every event has. `type` is the event's name; `case` its case key. An empty one counts as missing. */
export const textFields = ['type', 'kind', 'channel', 'device', 'source', 'case'] as const
export type TextField = (typeof textFields)[number]

/** Those fields, `occurredAt`, `score` (−1 to 1), and any property of the event: `properties.page`, `correlation.orderId`. */
const field = plainText(220).refine(
  name =>
    (textFields as readonly string[]).includes(name) ||
    name === 'occurredAt' ||
    name === 'score' ||
    /^(properties|correlation)\../s.test(name),
  'A field is type, kind, channel, device, source, case, occurredAt, score or properties.<name>',
)

const words = plainText(1000)
const scalar = z.union([words, z.number(), z.boolean()])
const instant = z.iso.datetime({ offset: true })
const bound = z.union([z.number(), instant])

/** One test of one field. A missing field does not match, nor does a value of another type; neither is an error. */
const testShape = z.discriminatedUnion('op', [
  z.strictObject({ field, op: z.enum(['eq', 'ne']), value: scalar }),
  z.strictObject({
    field,
    op: z.enum(['in', 'nin']),
    value: z.union([z.array(words).min(1).max(500), z.array(z.number()).min(1).max(500)]),
  }),
  z.strictObject({ field, op: z.enum(['lt', 'lte', 'gt', 'gte']), value: bound }),
  z.strictObject({
    field,
    op: z.literal('between'),
    value: z.union([z.tuple([z.number(), z.number()]), z.tuple([instant, instant])]),
  }),
  z.strictObject({ field, op: z.literal('exists'), value: z.boolean().default(true) }),
  z.strictObject({ field, op: z.enum(['contains', 'startsWith']), value: words.min(1) }),
  z.strictObject({ field, op: z.enum(['glob', 'regex']), value: plainText(longestPattern).min(1) }),
])
export type Test = z.output<typeof testShape>
export const operators = [
  'eq',
  'ne',
  'in',
  'nin',
  'lt',
  'lte',
  'gt',
  'gte',
  'between',
  'exists',
  'contains',
  'startsWith',
  'glob',
  'regex',
] as const satisfies readonly Test['op'][]

/** What an event must be: a test, or several joined. */
export type Condition = Test | { all: Condition[] } | { any: Condition[] } | { not: Condition }

const nested: z.ZodType<Condition, Condition> = z.lazy(() =>
  z.union([
    testShape,
    z.strictObject({ all: z.array(nested).min(1).max(mostConditions) }),
    z.strictObject({ any: z.array(nested).min(1).max(mostConditions) }),
    z.strictObject({ not: nested }),
  ]),
) as z.ZodType<Condition, Condition>

/** Measured without recursion on the way in: what arrives may be nested far deeper than the stack bears. */
function depthOf(value: unknown): number {
  let deepest = 0
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 1 }]
  for (let next = open.pop(); next; next = open.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue
    deepest = Math.max(deepest, next.depth)
    if (deepest > deepestCondition) return deepest
    const { all, any, not } = next.value as { all?: unknown; any?: unknown; not?: unknown }
    for (const list of [all, any]) {
      if (Array.isArray(list)) for (const inner of list) open.push({ value: inner, depth: next.depth + 1 })
    }
    if (not !== undefined) open.push({ value: not, depth: next.depth + 1 })
  }
  return deepest
}

/** A condition within bounds: at most eight levels and a hundred tests. */
export const conditionShape = z
  .unknown()
  .refine(value => depthOf(value) <= deepestCondition, {
    message: `Conditions nest deeper than ${deepestCondition} levels`,
    abort: true,
  })
  .pipe(nested)
  .refine(
    condition => countTests(condition) <= mostConditions,
    `A rule holds more than ${mostConditions} conditions`,
  ) as unknown as z.ZodType<Condition, Condition>

/** How many tests a condition holds. Of two rules of equal priority, the one with more is the more precise and wins. */
export function countTests(condition: Condition): number {
  if ('all' in condition) return condition.all.reduce((sum, inner) => sum + countTests(inner), 0)
  if ('any' in condition) return condition.any.reduce((sum, inner) => sum + countTests(inner), 0)
  if ('not' in condition) return countTests(condition.not)
  return 1
}

/** Every test of a condition, in order. */
export function testsOf(condition: Condition): readonly Test[] {
  if ('all' in condition) return condition.all.flatMap(testsOf)
  if ('any' in condition) return condition.any.flatMap(testsOf)
  if ('not' in condition) return testsOf(condition.not)
  return [condition]
}

/**
 * Says which events are visits of a touchpoint. One rule serves every map on which the touchpoint stands.
 * - `merge`: visits closer than `window` are one; `by` names what they must share beside the customer. Null takes the
 *   default of the touchpoint's channels (see `defaultMergeSeconds`).
 * - `visit`: which of the merged events begins and ends the visit, and which events mean that it failed.
 * - `gives`: an `answer` is what somebody said of the touchpoint, and no visit of it: its score moves the curve, and neither
 *   a journey nor a customer is counted for it. Such a rule wins over those that make visits.
 * - `validFrom`, `validUntil`: days of the workspace's calendar, the second excluded.
 */
export const bindingRuleShape = extensible({
  id: objectId,
  touchpoint: objectId,
  priority: z.int().min(-1_000_000).max(1_000_000).default(100),
  when: conditionShape,
  merge: z
    .strictObject({ window: durationShape.nullable().default(null), by: z.array(plainText(220)).max(5).default([]) })
    .nullable()
    .default(null),
  visit: z
    .strictObject({
      start: z.enum(['first', 'last']).default('first'),
      end: z.enum(['first', 'last']).default('last'),
      outcome: z
        .strictObject({ failedWhen: conditionShape.nullable().default(null) })
        .nullable()
        .default(null),
    })
    .nullable()
    .default(null),
  gives: z.enum(['visit', 'answer']).exactOptional(),
  validFrom: day.nullable().default(null),
  validUntil: day.nullable().default(null),
})
export type BindingRule = z.output<typeof bindingRuleShape>

/** Whether the events of a rule are visits rather than answers about them. */
export const givesVisits = ({ gives = 'visit' }: Pick<BindingRule, 'gives'>): boolean => gives === 'visit'
