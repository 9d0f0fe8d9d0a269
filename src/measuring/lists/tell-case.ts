import type { ListedCases } from '../../contract/exploring.ts'
import { customerIdFromNumber } from '../../vocabulary/id.ts'
import type { ListedCase } from '../questions/list-cases.ts'
import { isoOf } from '../questions/page-of.ts'

/** A case of a list as it is told; `nameOf` says what the numbers of its places are called. */
export function tellCase(row: ListedCase, nameOf: (number: number) => string): ListedCases['rows'][number] {
  return {
    customer: customerIdFromNumber(BigInt(row.customer_id)),
    case: row.case_number,
    started: isoOf(row.started),
    ended: isoOf(row.ended),
    activities: row.touchpoints.map(nameOf),
  }
}
