import { newId } from '../../../vocabulary/id.ts'
import type { Label } from '../../../vocabulary/label.ts'
import { type JourneyMap, type Lane, type Step, stepsOf } from '../../../vocabulary/map/journey-map.ts'
import type { SingleEdit } from '../../../vocabulary/map/map-edit.ts'

/** The edits that copy a lane into another map: the steps that are the same take its words, the rest stay behind. */
export function laneInto(from: JourneyMap, lane: Lane, to: JourneyMap) {
  const copy: Lane = { ...lane, id: newId('lan') }
  const free = [...stepsOf(to)]
  const edits: SingleEdit[] = [{ op: 'addLane', lane: copy }]
  let all = 0
  for (const step of stepsOf(from)) {
    const cell = step.cells.find(one => one.lane === lane.id)
    if (!cell) continue
    all += 1
    const at = free.findIndex(one => one.id === step.id || sameWords(one.title, step.title))
    const [same] = at < 0 ? [] : (free.splice(at, 1) as [Step])
    if (same) edits.push({ op: 'setCell', step: same.id, lane: copy.id, cell: { ...cell, lane: copy.id } })
  }
  return { edits, placed: edits.length - 1, all }
}

function sameWords(one: Label, other: Label): boolean {
  const plain = (text: string | undefined) => text?.trim().toLowerCase()
  return (['fr', 'en'] as const).some(
    tongue => one[tongue] !== undefined && plain(one[tongue]) === plain(other[tongue]),
  )
}
