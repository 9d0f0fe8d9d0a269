import type { Spot } from '../grid/columns.ts'
import { PresenceMark } from './PresenceMark.tsx'
import { placeOfCell } from './place-of-cell.ts'

/** Who else stands in a cell of the grid. */
export function CellPresence({ row, column }: Spot) {
  const place = placeOfCell({ row, column })
  return place && <PresenceMark step={place.step} lane={place.lane} />
}
