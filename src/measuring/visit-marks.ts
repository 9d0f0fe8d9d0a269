import { type Sql, sql } from '../engines/clickhouse/index.ts'

/**
 * What a visit is the first of, as bits, in arrays over the visits of one customer: 0 of the customer, 1 of its case;
 * 2 of the customer and 3 of the case at this touchpoint; 4 of the case and 5 of the customer from here to the same next
 * touchpoint; 6 of the customer to begin a case here. A row is a customer, so whatever is distinct is counted by adding
 * up a bit. The table of traces keeps it by the same words (see migrations.ts).
 */
export function marksOf({
  cases,
  touchpoints,
  nexts,
}: {
  readonly cases: Sql
  readonly touchpoints: Sql
  readonly nexts: Sql
}): Sql {
  const opens = sql`arrayMap((number, before) -> toUInt8(number != before), ${cases}, arrayShiftRight(${cases}, 1))`
  return sql`arrayMap(
    (nth, opening, here, here_in_case, onward_in_case, onward, begun) -> toUInt8(
      (nth = 1) + 2 * opening + 4 * (here = 1) + 8 * (here_in_case = 1)
      + 16 * (onward_in_case = 1) + 32 * (onward = 1) + 64 * (opening and begun = 1)),
    arrayEnumerate(${touchpoints}),
    ${opens},
    arrayEnumerateUniq(${touchpoints}),
    arrayEnumerateUniq(${cases}, ${touchpoints}),
    arrayEnumerateUniq(${cases}, ${touchpoints}, ${nexts}),
    arrayEnumerateUniq(${touchpoints}, ${nexts}),
    arrayEnumerateUniq(${touchpoints}, ${opens}))`
}
