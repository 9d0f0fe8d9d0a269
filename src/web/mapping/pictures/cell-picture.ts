import type { Step } from '../../../vocabulary/map/journey-map.ts'
import type { MapEdit } from '../../../vocabulary/map/map-edit.ts'
import type { Picture } from '../../../vocabulary/map/picture.ts'

/** The edit that puts a picture into a cell, or takes it off. What else stands there stays. */
export function writePicture(step: Step, lane: string, picture: Picture | null): MapEdit {
  const old = step.cells.find(cell => cell.lane === lane)
  const { picture: _, ...rest } = old ?? { lane, text: null, refs: [], span: 1, evidence: [] }
  const keeps = picture !== null || rest.text !== null || rest.refs.length > 0 || rest.evidence.length > 0
  return { op: 'setCell', step: step.id, lane, cell: keeps ? { ...rest, ...(picture ? { picture } : {}) } : null }
}
