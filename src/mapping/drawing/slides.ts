import { bandsOf } from './bands.ts'
import { type Colours, type Measures, slideMeasures } from './look.ts'
import type { Mark } from './mark.ts'
import { partOfSheet } from './part-sheet.ts'
import { gridPicture } from './picture.ts'
import { planOf } from './plan.ts'
import type { Sheet, SheetLane } from './sheet.ts'

/** A wide slide in points, and the room that the grid has on it. */
export const slide = { width: 960, height: 540, left: 30, right: 30, top: 74, bottom: 34 } as const
/** More steps than this cannot be read on one slide. */
const mostSteps = 6
const widestColumn = 404

/** A slide of the grid. `marks` count from the corner of the grid. */
export type GridSlide = {
  readonly title: string
  /** Which steps these are, when a phase goes over several slides; else its goal. */
  readonly subtitle: string
  readonly marks: readonly Mark[]
  /** The steps, as the chart names them. */
  readonly labels: readonly string[]
}

/** One slide a phase; more where it has more than six steps, or more words than fit at nine points. */
export function slidesOf(sheet: Sheet, colours: Colours): readonly GridSlide[] {
  return sheet.phases.flatMap(phase => {
    const all = phase.to - phase.from
    if (all === 0) return []
    const parts = Math.ceil(all / mostSteps)
    return Array.from({ length: parts }, (_, part) => {
      const from = phase.from + Math.round((part * all) / parts)
      const to = phase.from + Math.round(((part + 1) * all) / parts)
      const which = parts > 1 ? sheet.words.slideOf(from - phase.from + 1, to - phase.from, all) : ''
      const here = partOfSheet(sheet, from, to)
      const labels = here.columns.map(column => column.title)
      return gridSlides(here, colours).map((marks, band): GridSlide => {
        const name = part === 0 && band === 0 ? phase.name : sheet.words.continued(phase.name)
        return { title: name || '–', subtitle: [phase.goal, which].filter(Boolean).join(' · '), marks, labels }
      })
    }).flat()
  })
}

function gridSlides(sheet: Sheet, colours: Colours): readonly (readonly Mark[])[] {
  const wide = slide.width - slide.left - slide.right - slideMeasures.titlesWidth
  const measures: Measures = { ...slideMeasures, columnWidth: Math.min(widestColumn, wide / sheet.columns.length) }
  const plan = planOf({ ...sheet, lanes: sheet.lanes.filter(says) }, measures, colours)
  const room = slide.height - slide.top - slide.bottom - plan.stepsHeight
  return bandsOf(plan, room, room).map(rows => {
    return gridPicture(plan, { from: 0, to: sheet.columns.length, rows, bare: true }).marks
  })
}

/** A lane that says nothing of the steps at hand takes no room on their slide. */
function says({ cells, feelings }: SheetLane): boolean {
  if (!feelings) return cells.some(cell => cell && cell.parts.length > 0)
  const { declared, desired, personas, measured } = feelings
  return [...[declared, desired, ...personas].flatMap(one => one.values), ...measured].some(one => one !== undefined)
}
