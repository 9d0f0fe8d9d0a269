import { useMapPlace } from '../map-place.ts'
import { PresenceMark } from './PresenceMark.tsx'
import { placeOfCell } from './place-of-cell.ts'

/** Who else stands in a cell of the grid, by its row and column. */
export function CellPresence({ row, column }: { row: number; column: number }) {
  const place = placeOfCell(useMapPlace(), { row, column })
  return place && <PresenceMark step={place.step} lane={place.lane} />
}
