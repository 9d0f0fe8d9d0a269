import { type DrawingFormat, type DrawingPaper, type DrawnView, drawMap } from '../../../contract/map-drawing.ts'
import type { MeasureFilter } from '../../../contract/measuring.ts'
import { drawMeasuredMap } from '../../../contract/measuring-drawing.ts'
import type { Lane } from '../../../vocabulary/map/journey-map.ts'
import { addressOf } from '../../client.ts'

/** What a reader chose of how a map is drawn. */
export type Choices = {
  readonly format: DrawingFormat
  readonly paper: DrawingPaper
  readonly one: boolean
  readonly language: 'fr' | 'en'
  readonly scheme: 'warm' | 'print'
  /** Lanes left out, by id. */
  readonly hidden: ReadonlySet<string>
  readonly note: string
  /** What is drawn beside what was designed. */
  readonly view: 'designed' | DrawnView
}

/** Chooses something else; what follows from the last choice is told as a function of it. */
export type Change = (some: Partial<Choices> | ((last: Choices) => Partial<Choices>)) => void

/** More steps than this and one page the size of the map is no longer a page that anybody prints. */
const manySteps = 14

export function isLarge(steps: number): boolean {
  return steps > manySteps
}

/** The sheets that a map of so many steps is best laid on. */
export function paperFor(steps: number): DrawingPaper {
  if (steps <= manySteps) return 'A3'
  return steps <= 30 ? 'A2' : 'A1'
}

/** The query of the drawing; `preview` is the SVG of the same lanes. */
export function drawingQuery(choices: Choices, lanes: readonly Lane[], preview = false) {
  const { format, paper, one, language, scheme, hidden, note } = choices
  const shown = lanes.filter(lane => !hidden.has(lane.id)).map(lane => lane.id)
  return {
    format: preview ? ('svg' as const) : format,
    language,
    scheme,
    ...(!preview && format === 'pdf' ? { paper, pages: one ? ('one' as const) : ('auto' as const) } : {}),
    ...(shown.length < lanes.length ? { lanes: shown.join(',') } : {}),
    ...(note.trim() ? { note: note.trim() } : {}),
  }
}

/** Where the drawing is had: with what was lived under the filters of the page, or without. */
export function drawingAddress(
  choices: Choices,
  place: {
    readonly workspace: string
    readonly map: string
    readonly lanes: readonly Lane[]
    readonly filter: MeasureFilter | undefined
  },
  preview = false,
): string {
  const { workspace, map, lanes, filter } = place
  const query = drawingQuery(choices, lanes, preview)
  const params = { workspace, map }
  if (choices.view === 'designed' || !filter) return addressOf(drawMap, { params, query })
  return addressOf(drawMeasuredMap, { params, query: { ...query, ...filter, view: choices.view } })
}
