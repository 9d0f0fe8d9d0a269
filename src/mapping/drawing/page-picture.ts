import { wordsBlock } from './blocks.ts'
import { sign } from './curve-marks.ts'
import { widthOf } from './fonts.ts'
import type { Mark, Picture } from './mark.ts'
import { gridPicture } from './picture.ts'
import type { Plan } from './plan.ts'
import { personasLine } from './sheet.ts'

/** The margin around a map that stands alone. */
const margin = 28

/** The whole map on one page of its own size: title above, grid, legend and foot below. */
export function pagePicture(plan: Plan): Picture {
  const grid = gridPicture(plan, { from: 0, to: plan.sheet.columns.length, rows: plan.rows })
  const width = Math.max(grid.width, 420)
  const head = headPicture(plan, width)
  const foot = footPicture(plan, width)
  const height = head.height + grid.height + foot.height + 2 * margin
  return {
    width: width + 2 * margin,
    height,
    marks: [
      { kind: 'box', x: 0, y: 0, width: width + 2 * margin, height, fill: plan.colours.paper },
      { kind: 'placed', x: margin, y: margin, marks: head.marks },
      { kind: 'placed', x: margin, y: margin + head.height, marks: grid.marks },
      { kind: 'placed', x: margin, y: margin + head.height + grid.height, marks: foot.marks },
    ],
  }
}

/** The name of the journey, what the map is, and why it is drawn. */
export function headPicture({ sheet, measures, colours }: Plan, width: number): Picture {
  const { title, body, name } = measures
  const block = wordsBlock(
    [
      { text: sheet.title || sheet.name, style: title, colour: colours.ink },
      { text: sheet.purpose, style: body, colour: colours.muted, before: 2 },
    ],
    Math.max(200, Math.min(width * 0.62, 760)),
  )
  const facts = wordsBlock(
    [
      { text: sheet.name, style: name, colour: colours.accent },
      { text: `${sheet.state} · ${sheet.day}`, style: body, colour: colours.muted },
      {
        text: personasLine(sheet),
        style: body,
        colour: colours.muted,
      },
    ],
    Math.max(150, width - Math.max(200, Math.min(width * 0.62, 760)) - 20),
  )
  const marks: Mark[] = [
    { kind: 'block', x: 0, y: 0, block },
    { kind: 'block', x: width - facts.width, y: 5, block: facts },
  ]
  return { width, height: Math.max(block.height, facts.height + 5) + 14, marks }
}

/** What the signs mean, then which version this is, of which day, and for whom. */
export function footPicture(plan: Plan, width: number, sheetNumber = ''): Picture {
  const { sheet, measures, colours } = plan
  const { small } = measures
  const marks: Mark[] = [...signMarks(plan, width)]
  const base = 30
  marks.push({ kind: 'path', d: `M0,${base}L${width},${base}`, stroke: colours.strongLine, thickness: 0.75 })
  const left = [sheet.title, sheet.name, sheet.state, sheet.day, sheet.measured].filter(Boolean).join('  ·  ')
  const right = [sheet.note, sheetNumber].filter(Boolean).join('  ·  ')
  const wide = widthOf(right, 'medium', small.size)
  const text = (x: number, y: number, words: string, face: 'regular' | 'medium'): Mark => ({
    kind: 'text',
    x,
    y,
    text: words,
    face,
    size: small.size,
    colour: colours.muted,
  })
  const block = wordsBlock([{ text: left, style: small, colour: colours.muted }], Math.max(120, width - wide - 24))
  marks.push({ kind: 'block', x: 0, y: base + 5, block })
  if (right) marks.push(text(width - wide, base + 5 + small.leading * 0.76, right, 'medium'))
  return { width, height: base + 5 + block.height, marks }
}

/** The legend of cards and owners, only of what is drawn. */
function signMarks({ sheet, measures, colours }: Plan, width: number): readonly Mark[] {
  const { small } = measures
  const parts = sheet.lanes.flatMap(lane => lane.cells.flatMap(cell => cell?.parts ?? []))
  const cards = parts.filter(part => part.kind === 'card')
  const marks: Mark[] = []
  let x = 0
  const y = 15
  const item = (draw: (x: number) => readonly Mark[], wide: number, text: string) => {
    const needed = wide + 5 + widthOf(text, small.face, small.size)
    if (x + needed > width) return
    marks.push(...draw(x))
    marks.push({
      kind: 'text',
      x: x + wide + 5,
      y: y + small.size * 0.36,
      text,
      face: small.face,
      size: small.size,
      colour: colours.muted,
    })
    x += needed + 18
  }
  const box =
    (dashed: boolean) =>
    (at: number): readonly Mark[] => [
      {
        kind: 'box',
        x: at,
        y: y - 4.5,
        width: 16,
        height: 9,
        radius: 2.5,
        fill: colours.card,
        stroke: colours.strongLine,
        thickness: 0.9,
        ...(dashed ? { dash: [2.4, 1.8] as const } : {}),
      },
    ]
  if (cards.some(card => card.expected)) item(box(false), 16, sheet.words.expected)
  if (cards.some(card => !card.expected)) item(box(true), 16, sheet.words.possible)
  if (cards.some(card => card.moment)) {
    item(at => [sign('diamond', [at + 5, y], 3.6, { fill: colours.gold })], 10, sheet.words.moment)
  }
  if (sheet.lanes.some(lane => lane.type === 'people')) {
    const owner =
      (strong: boolean) =>
      (at: number): readonly Mark[] => [
        {
          kind: 'box',
          x: at,
          y: y - 4.5,
          width: 16,
          height: 9,
          radius: 2.5,
          fill: colours.ground,
          stroke: strong ? colours.ink : colours.line,
          thickness: 0.75,
        },
      ]
    item(owner(true), 16, sheet.words.accountable)
    item(owner(false), 16, sheet.words.responsible)
  }
  return marks
}
