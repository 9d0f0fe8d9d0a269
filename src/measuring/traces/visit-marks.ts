import { join, type Sql, sql, u8 } from '../../engines/clickhouse/index.ts'

/**
 * What a visit is the first of, as bits, in arrays over the visits of one customer: 0 of the customer, 1 of its case;
 * 2 of the customer and 3 of the case at this touchpoint; 4 of the case and 5 of the customer from here to the same next
 * touchpoint; 6 of the customer to begin a case here. A row is a customer, so whatever is distinct is counted by adding
 * up a bit. The table of traces keeps it by the same words (see migrations.ts). `asked` are the bits that are wanted:
 * each has its cost.
 */
export function marksOf(
  { cases, touchpoints, nexts }: { readonly cases: Sql; readonly touchpoints: Sql; readonly nexts: Sql },
  asked: readonly (keyof typeof marks)[] = [0, 1, 2, 3, 4, 5, 6],
): Sql {
  const opens = sql`arrayMap((number, before) -> toUInt8(number != before), ${cases}, arrayShiftRight(${cases}, 1))`
  const read = [...new Set(asked.flatMap(bit => marks[bit].reads))]
  const arrays: Readonly<Record<MarkArray, Sql>> = {
    nth: sql`arrayEnumerate(${touchpoints})`,
    opening: opens,
    here: sql`arrayEnumerateUniq(${touchpoints})`,
    here_in_case: sql`arrayEnumerateUniq(arrayMap(
      (own, here) -> bitShiftLeft(toUInt64(own), 16) + here, ${cases}, ${touchpoints}))`,
    onward_in_case: sql`arrayEnumerateUniq(arrayMap(
      (own, here, next) -> bitShiftLeft(toUInt64(own), 32) + bitShiftLeft(toUInt64(here), 16) + next,
      ${cases}, ${touchpoints}, ${nexts}))`,
    onward: sql`arrayEnumerateUniq(arrayMap(
      (here, next) -> bitShiftLeft(toUInt32(here), 16) + next, ${touchpoints}, ${nexts}))`,
    begun: sql`arrayEnumerateUniq(${touchpoints}, ${opens})`,
  }
  const bits = asked.map(bit => sql`${u8(2 ** bit)} * (${marks[bit].holds})`)
  return sql`arrayMap(
    (${join(
      read.map(name => names[name]),
      sql`, `,
    )}) -> toUInt8(${join(bits, sql` + `)}),
    ${join(
      read.map(name => arrays[name]),
      sql`, `,
    )})`
}

const names = {
  nth: sql`nth`,
  opening: sql`opening`,
  here: sql`here`,
  here_in_case: sql`here_in_case`,
  onward_in_case: sql`onward_in_case`,
  onward: sql`onward`,
  begun: sql`begun`,
} as const
type MarkArray = keyof typeof names

type Mark = { readonly reads: readonly MarkArray[]; readonly holds: Sql }
const marks = {
  0: { reads: ['nth'], holds: sql`nth = 1` },
  1: { reads: ['opening'], holds: sql`opening` },
  2: { reads: ['here'], holds: sql`here = 1` },
  3: { reads: ['here_in_case'], holds: sql`here_in_case = 1` },
  4: { reads: ['onward_in_case'], holds: sql`onward_in_case = 1` },
  5: { reads: ['onward'], holds: sql`onward = 1` },
  6: { reads: ['opening', 'begun'], holds: sql`opening and begun = 1` },
} as const satisfies Readonly<Record<number, Mark>>
