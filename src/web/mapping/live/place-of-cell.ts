import type { MapPlace } from '../map-place.ts'

/**
 * The step and lane of a cell: row 0 holds the phases, row 1 the steps, then the lanes; column 0 the titles. A lane
 * that is only drawn, and stands on no map, is told as its step.
 */
export function placeOfCell(
  { lanes, steps }: Pick<MapPlace, 'lanes' | 'steps'>,
  { row, column }: { readonly row: number; readonly column: number },
): { readonly step: string | null; readonly lane: string | null } | undefined {
  const step = steps[column - 1]?.id ?? null
  const lane = lanes[row - 2]?.id ?? null
  const told = lane?.startsWith('~') ? null : lane
  return row === 0 || (step === null && told === null) || (lane !== null && told === null)
    ? undefined
    : { step, lane: told }
}
