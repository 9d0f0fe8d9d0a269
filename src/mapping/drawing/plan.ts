import { type Block, heightOfTiers, type Tier, tiersOf, wordsBlock } from './blocks.ts'
import { legendHeight } from './curve-legend.ts'
import type { DrawingWords } from './drawing-words.ts'
import type { Feelings } from './feelings.ts'
import type { Colours, Measures } from './look.ts'
import type { Sheet, SheetLane } from './sheet.ts'

/** A cell of a row: its words over `span` columns from `column`. */
export type PlannedCell = { readonly column: number; readonly span: number; readonly tiers: readonly Tier[] }

/** A row of the grid, wrapped and measured; not yet anywhere. */
export type Row = {
  readonly id: string
  readonly title: Block
  readonly name: string
  readonly height: number
  readonly cells: readonly PlannedCell[]
  readonly feelings?: Feelings
  /** The words under the curve, a column each, and how high they stand. */
  readonly named?: { readonly tiers: readonly (readonly Tier[])[]; readonly height: number }
}

/** A map laid out: how wide each column is and how high each row, with all text broken into lines. */
export type Plan = {
  readonly sheet: Sheet
  readonly measures: Measures
  readonly colours: Colours
  /** Of the rows of phases and of steps, which stand over every part of the grid. */
  readonly phasesHeight: number
  readonly stepsHeight: number
  readonly steps: readonly Block[]
  readonly rows: readonly Row[]
}

/** Lays a sheet out. Nothing here depends on anything but its arguments and the widths of letters. */
export function planOf(sheet: Sheet, measures: Measures, colours: Colours): Plan {
  const { padding, columnWidth } = measures
  const steps = sheet.columns.map(({ title, description }) =>
    wordsBlock(
      [
        { text: title || '–', style: measures.step, colour: colours.ink },
        { text: description, style: measures.small, colour: colours.muted, before: 2 },
      ],
      columnWidth - 2 * padding,
    ),
  )
  const phases = sheet.phases.map(phase => phaseBlock(phase, (phase.to - phase.from) * columnWidth, measures, colours))
  return {
    sheet,
    measures,
    colours,
    phasesHeight: tallest(phases) + 2 * padding,
    stepsHeight: tallest(steps) + 2 * padding,
    steps,
    rows: sheet.lanes.map(lane => rowOf(lane, sheet.words, measures, colours)),
  }
}

/** The words of a phase, in the width that its columns leave. */
export function phaseBlock(
  { name, goal }: { readonly name: string; readonly goal: string },
  width: number,
  { phase, small, padding }: Measures,
  colours: Colours,
): Block {
  return wordsBlock(
    [
      { text: name || '–', style: phase, colour: colours.ink },
      { text: goal, style: small, colour: colours.muted, before: 1 },
    ],
    Math.max(width, 40) - 2 * padding,
  )
}

export function laneTitle(name: string, { lane, titlesWidth, padding }: Measures, colours: Colours): Block {
  return wordsBlock([{ text: name, style: lane, colour: colours.ink }], titlesWidth - 2 * padding)
}

function rowOf(lane: SheetLane, words: DrawingWords, measures: Measures, colours: Colours): Row {
  const { padding, columnWidth, curveHeight } = measures
  const title = laneTitle(lane.title, measures, colours)
  const head = { id: lane.id, title, name: lane.title }
  if (lane.feelings) {
    const tiers = lane.feelings.named.map(lines =>
      lines.map((text): Tier => {
        const style = lines.length === 1 ? measures.body : measures.small
        const block = wordsBlock([{ text, style, colour: colours.muted }], columnWidth - 2 * padding)
        return { height: block.height, gap: 1, blocks: [block] }
      }),
    )
    const height = Math.max(0, ...tiers.map(heightOfTiers))
    const legend = legendHeight(lane.feelings, words, measures) + title.height + 2 * padding + 4
    const full = Math.max(curveHeight + (height > 0 ? height + padding : 0), legend)
    return { ...head, height: full, cells: [], feelings: lane.feelings, named: { tiers, height } }
  }
  const cells = lane.cells.flatMap((cell, column): PlannedCell[] => {
    if (!cell || cell.parts.length === 0) return []
    const tiers = tiersOf(cell, cell.span * columnWidth - 2 * padding, measures, colours)
    return [{ column, span: cell.span, tiers }]
  })
  const content = Math.max(0, ...cells.map(cell => heightOfTiers(cell.tiers)))
  return { ...head, height: Math.max(content, title.height) + 2 * padding, cells }
}

function tallest(blocks: readonly Block[]): number {
  return Math.max(0, ...blocks.map(block => block.height))
}
