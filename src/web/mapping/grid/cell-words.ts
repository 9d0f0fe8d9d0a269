import type { Label } from '../../../vocabulary/label.ts'
import type { JourneyMap, Lane, LaneType, Step } from '../../../vocabulary/map/journey-map.ts'
import type { LibraryEdit } from '../../../vocabulary/map/library-edit.ts'
import type { SingleEdit } from '../../../vocabulary/map/map-edit.ts'
import type { Touchpoint } from '../../../vocabulary/touchpoint.ts'
import { blankPlacement, blankTouchpoint, writeCell } from '../edits.ts'
import { type Column, phasesRow, stepsRow } from './columns.ts'
import { readFeeling } from './read-feeling.ts'

/** The lanes that say what stands on the placements: they are changed there, not here. */
export const derivedLanes: ReadonlySet<LaneType> = new Set([
  'channel',
  'people',
  'process',
  'procedure',
  'tool',
  'metric',
])

/** Edits that write words into a cell; a touchpoint that is not known yet enters the library first. */
export type Written = { readonly library: readonly LibraryEdit[]; readonly map: readonly SingleEdit[] }

export type CellWords = {
  /** What stands in a cell, as plain text. */
  readonly textOf: (row: string, column: Column | undefined) => string
  /** The edits that put `text` there; undefined where words cannot be put. No edits when nothing would change. */
  readonly written: (row: string, column: Column | undefined, text: string) => Written | undefined
  readonly laneOf: (row: string) => Lane | undefined
}

type Surroundings = {
  readonly map: JourneyMap
  readonly lanes: readonly Lane[]
  readonly say: (label: Label | null | undefined) => string
  readonly write: (label: Label | null | undefined, text: string) => Label
  readonly nameOfLane: (lane: Lane) => string
  readonly tagsOf: (type: LaneType, step: Step) => readonly string[]
  readonly touchpoints: ReadonlyMap<string, Touchpoint>
  /** Touchpoints that may be placed by their name. */
  readonly known: readonly Touchpoint[]
  readonly persona: string | null
}

const nothing: Written = { library: [], map: [] }
const only = (...map: SingleEdit[]): Written => ({ library: [], map })

/** What stands in each cell as words, and what writing words there changes. One reading for copying, finding and pasting. */
export function cellWords(place: Surroundings): CellWords {
  const { lanes, say, write, tagsOf, touchpoints, persona } = place
  const byId = new Map(lanes.map(lane => [lane.id, lane]))
  const firstSteps = new Set(place.map.phases.map(phase => phase.steps[0]?.id))

  function textIn(lane: Lane, step: Step): string {
    if (lane.type === 'touchpoint') {
      return step.placements.map(one => say(touchpoints.get(one.touchpoint)?.name)).join('\n')
    }
    if (lane.type === 'emotion') {
      const said = step.emotion.declared.find(one => one.persona === persona)
      return said ? String(said.valence) : ''
    }
    if (lane.type === 'desired') return say(step.emotion.desired?.statement)
    if (derivedLanes.has(lane.type)) return tagsOf(lane.type, step).join('\n')
    return say(step.cells.find(cell => cell.lane === lane.id)?.text)
  }

  function writtenIn(lane: Lane, step: Step, text: string): Written | undefined {
    if (derivedLanes.has(lane.type) || lane.type === 'image') return undefined
    if (text === textIn(lane, step)) return nothing
    if (lane.type === 'touchpoint') return placed(step, text)
    if (lane.type === 'emotion') return felt(step, text)
    if (lane.type === 'desired') {
      const old = step.emotion.desired
      const statement = text === '' ? null : write(old?.statement, text)
      if (statement === null && !old) return nothing
      const desired = { ...(old ?? { valence: 0.5, type: null }), statement }
      return only({ op: 'setDesired', step: step.id, desired })
    }
    const old = step.cells.find(cell => cell.lane === lane.id)?.text
    return only(writeCell(step, lane.id, text === '' ? null : write(old, text)) as SingleEdit)
  }

  function placed(step: Step, text: string): Written {
    const library: LibraryEdit[] = []
    const map: SingleEdit[] = []
    for (const line of text.split('\n')) {
      const name = line.trim()
      const isIt = (one: Touchpoint | undefined) => say(one?.name).toLowerCase() === name.toLowerCase()
      if (name === '' || step.placements.some(one => isIt(touchpoints.get(one.touchpoint)))) continue
      const found = place.known.find(isIt)
      const touchpoint = found ?? blankTouchpoint(write(null, name), [])
      if (!found) library.push({ op: 'add', kind: 'touchpoints', object: touchpoint })
      map.push({ op: 'addPlacement', step: step.id, placement: blankPlacement(touchpoint.id) })
    }
    return { library, map }
  }

  function felt(step: Step, text: string): Written | undefined {
    const old = step.emotion.declared.find(one => one.persona === persona)
    if (text === '') return old ? only({ op: 'setDeclared', step: step.id, persona, emotion: null }) : nothing
    const valence = readFeeling(text)
    if (valence === undefined) return undefined
    const emotion = { ...(old ?? { persona, intensity: 0.5, label: null }), valence }
    return only({ op: 'setDeclared', step: step.id, persona, emotion })
  }

  return {
    laneOf: row => byId.get(row),
    textOf: (row, column) => {
      const lane = byId.get(row)
      if (!column) return lane ? place.nameOfLane(lane) : ''
      if (row === phasesRow) {
        const leads = column.kind === 'fold' || firstSteps.has(column.key)
        return leads ? say(column.phase.name) : ''
      }
      if (column.kind === 'fold') return ''
      if (row === stepsRow) return say(column.step.title)
      return lane ? textIn(lane, column.step) : ''
    },
    written: (row, column, text) => {
      const lane = byId.get(row)
      if (!column) {
        if (!lane || lane.id.startsWith('~')) return undefined
        if (text === '' || text === place.nameOfLane(lane)) return nothing
        return only({ op: 'setLane', lane: lane.id, set: { name: write(lane.name, text) } })
      }
      if (row === phasesRow) {
        if (column.kind === 'step' && !firstSteps.has(column.key)) return text === '' ? nothing : undefined
        if (text === '' || text === say(column.phase.name)) return nothing
        return only({ op: 'setPhase', phase: column.phase.id, set: { name: write(column.phase.name, text) } })
      }
      if (column.kind === 'fold') return text === '' ? nothing : undefined
      if (row === stepsRow) {
        if (text === '' || text === say(column.step.title)) return nothing
        return only({ op: 'setStep', step: column.step.id, set: { title: write(column.step.title, text) } })
      }
      return lane ? writtenIn(lane, column.step, text) : undefined
    },
  }
}
