import type { Block, Tier } from './blocks.ts'
import { wordsBlock } from './blocks.ts'
import { legendMarks } from './curve-legend.ts'
import { curveMarks } from './curve-marks.ts'
import { type Mark, type Picture, short } from './mark.ts'
import { type Plan, phaseBlock, type Row } from './plan.ts'

/** The part of a plan that a picture shows: columns `from` to `to`, the last not included, and some of its rows. */
export type Part = {
  readonly from: number
  readonly to: number
  readonly rows: readonly Row[]
  /** Without the row of phases, where something else says the phase. */
  readonly bare?: boolean
}

/** The grid of a part of a plan: phases and steps above, the titles of lanes on the left. */
export function gridPicture(plan: Plan, part: Part): Picture {
  const { measures, colours, stepsHeight } = plan
  const phasesHeight = part.bare ? 0 : plan.phasesHeight
  const { titlesWidth, columnWidth, padding } = measures
  const width = titlesWidth + (part.to - part.from) * columnWidth
  const head = phasesHeight + stepsHeight
  const height = head + part.rows.reduce((sum, row) => sum + row.height, 0)
  const x = (column: number) => titlesWidth + (column - part.from) * columnWidth
  const titleMark = (text: string, y: number) =>
    blockMark(
      wordsBlock([{ text, style: measures.lane, colour: colours.muted }], titlesWidth - 2 * padding),
      padding,
      y + padding,
    )
  const { words } = plan.sheet
  const above: Mark[] = part.bare
    ? []
    : [
        { kind: 'box', x: titlesWidth, y: 0, width: width - titlesWidth, height: phasesHeight, fill: colours.ground },
        titleMark(words.phases, 0),
      ]
  const marks: Mark[] = [titleMark(words.steps, phasesHeight)]
  // Hairlines first: what stands in the cells stands over them.
  const rules: string[] = []
  const rule = (x1: number, y1: number, x2: number, y2: number) =>
    rules.push(`M${short(x1)},${short(y1)}L${short(x2)},${short(y2)}`)
  // Phases are told apart by a line somewhat darker than the hairlines, except where a cell spans two of them.
  const strong: string[] = []
  const edges = new Set([part.from, part.to, ...plan.sheet.phases.flatMap(({ from, to }) => [from, to])])
  const upright = (column: number, from: number, to: number) => {
    const d = `M${short(x(column))},${short(from)}L${short(x(column))},${short(to)}`
    if (edges.has(column)) strong.push(d)
    else rules.push(d)
  }
  for (let column = part.from; column <= part.to; column++) {
    upright(column, edges.has(column) ? 0 : phasesHeight, head)
  }
  rule(0, 0, width, 0)
  if (!part.bare) rule(0, phasesHeight, width, phasesHeight)
  rule(0, head, width, head)
  let top = head
  for (const row of part.rows) {
    marks.push(...rowMarks(plan, part, row, top, x, upright))
    top += row.height
    rule(0, top, width, top)
  }
  rule(0, 0, 0, height)
  for (const phase of part.bare ? [] : plan.sheet.phases) {
    const [from, to] = [Math.max(phase.from, part.from), Math.min(phase.to, part.to)]
    if (from >= to) continue
    const name = from > phase.from ? plan.sheet.words.continued(phase.name) : phase.name
    const block = phaseBlock({ ...phase, name }, (to - from) * columnWidth, measures, colours)
    marks.push(blockMark(block, x(from) + padding, padding))
  }
  for (let column = part.from; column < part.to; column++) {
    marks.push(blockMark(plan.steps[column]!, x(column) + padding, phasesHeight + padding))
  }
  const lines: Mark[] = [
    { kind: 'path', d: rules.join(''), stroke: colours.line, thickness: 0.75 },
    { kind: 'path', d: strong.join(''), stroke: colours.strongLine, thickness: 0.75 },
  ]
  return { width, height, marks: [...above.slice(0, 1), ...lines, ...above.slice(1), ...marks] }
}

function rowMarks(
  plan: Plan,
  part: Part,
  row: Row,
  top: number,
  x: (column: number) => number,
  upright: (column: number, from: number, to: number) => void,
): readonly Mark[] {
  const { measures, colours } = plan
  const { padding, columnWidth } = measures
  const marks: Mark[] = [blockMark(row.title, padding, top + padding)]
  const covered = new Set(
    row.cells.flatMap(cell => Array.from({ length: cell.span - 1 }, (_, more) => cell.column + more + 1)),
  )
  for (let column = part.from; column <= part.to; column++) {
    const within = column > part.from && column < part.to && covered.has(column)
    if (!within) upright(column, top, top + row.height)
  }
  if (row.feelings) {
    const named = row.named!
    const curveHeight = row.height - (named.height > 0 ? named.height + padding : 0)
    const box = { left: x(0), top, height: curveHeight, columnWidth, columns: plan.sheet.columns.length }
    const left = x(part.from)
    const width = (part.to - part.from) * columnWidth
    marks.push(...legendMarks(row.feelings, plan, top + padding + row.title.height + 4))
    const curve = curveMarks(row.feelings, box, measures, colours)
    marks.push({ kind: 'curve', x: left, y: top, width, height: curveHeight, feelings: row.feelings, ...curve })
    for (let column = part.from; column < part.to; column++) {
      marks.push(
        ...tierMarks(
          named.tiers[column] ?? [],
          x(column) + padding,
          top + curveHeight,
          true,
          columnWidth - 2 * padding,
        ),
      )
    }
    return marks
  }
  for (const cell of row.cells) {
    if (cell.column + cell.span <= part.from || cell.column >= part.to) continue
    marks.push(...tierMarks(cell.tiers, x(Math.max(cell.column, part.from)) + padding, top + padding))
  }
  return marks
}

function tierMarks(tiers: readonly Tier[], x: number, top: number, centred = false, width = 0): readonly Mark[] {
  const marks: Mark[] = []
  let y = top
  tiers.forEach((tier, index) => {
    if (index > 0) y += tier.gap
    for (const block of tier.blocks)
      marks.push(blockMark(centred ? { ...block, width } : block, x + block.x, y + block.y))
    y += tier.height
  })
  return marks
}

export function blockMark(block: Block, x: number, y: number): Mark {
  return { kind: 'block', x, y, block }
}
