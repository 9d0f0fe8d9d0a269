import { widthOf } from './fonts.ts'
import type { CellWords, Part } from './lane-cells.ts'
import type { Colours, Measures, TypeStyle } from './look.ts'
import { type Line, wrapText } from './wrap-text.ts'

/** A run of lines of one style. `before` is the space above it. */
export type Paragraph = {
  readonly lines: readonly Line[]
  readonly style: TypeStyle
  readonly colour: string
  readonly before: number
}

export type Frame = {
  readonly fill?: string | undefined
  readonly stroke?: string | undefined
  readonly dashed?: boolean
  readonly radius: number
  readonly thick?: boolean
}

/** Words with or without a frame around them. `x` and `y` count from the corner of what holds the block. */
export type Block = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly padX: number
  readonly padY: number
  readonly frame?: Frame
  readonly paragraphs: readonly Paragraph[]
  /** A picture that fills the block; those who have its bytes draw it. */
  readonly picture?: { readonly id: string; readonly alt: string }
}

/** Blocks side by side. A cell is a pile of tiers, and is only ever cut between two of them, or between two lines. */
export type Tier = { readonly height: number; readonly gap: number; readonly blocks: readonly Block[] }

export function heightOfParagraphs(paragraphs: readonly Paragraph[]): number {
  return paragraphs.reduce((sum, one) => sum + one.before + one.lines.length * one.style.leading, 0)
}

export function heightOfTiers(tiers: readonly Tier[]): number {
  return tiers.reduce((sum, tier, index) => sum + tier.height + (index === 0 ? 0 : tier.gap), 0)
}

/** A block of plain words, as high as they are. */
export function wordsBlock(
  told: readonly {
    readonly text: string
    readonly style: TypeStyle
    readonly colour: string
    readonly before?: number
  }[],
  width: number,
  place: {
    readonly x?: number
    readonly y?: number
    readonly padX?: number
    readonly padY?: number
    readonly frame?: Frame
  } = {},
): Block {
  const { x = 0, y = 0, padX = 0, padY = 0, frame } = place
  const paragraphs = told
    .filter(one => one.text !== '')
    .map(({ text, style, colour, before = 0 }, index) => ({
      lines: wrapText(text, style.face, style.size, width - 2 * padX),
      style,
      colour,
      before: index === 0 ? 0 : before,
    }))
  const height = heightOfParagraphs(paragraphs) + 2 * padY
  return { x, y, width, height, padX, padY, paragraphs, ...(frame ? { frame } : {}) }
}

/** What stands in a cell, wrapped to a width. */
export function tiersOf(cell: CellWords, width: number, measures: Measures, colours: Colours): readonly Tier[] {
  const tags = cell.parts.filter(part => part.kind === 'tag')
  return [
    ...tagTiers(tags, width, measures, colours),
    ...cell.parts.flatMap(part => tierOf(part, width, measures, colours)),
  ]
}

function tierOf(part: Part, width: number, measures: Measures, colours: Colours): readonly Tier[] {
  if (part.kind === 'tag') return []
  if (part.kind === 'picture') return [pictureTier(part, width)]
  const block = part.kind === 'card' ? card(part, width, measures, colours) : words(part, width, measures, colours)
  return [{ height: block.height, gap: part.kind === 'card' ? 6 : 5, blocks: [block] }]
}

// A picture is a stamp beside the words, not a page: no higher than this, and never drawn coarser than it is.
const tallestPicture = 110
const pointsPerPixel = 0.75

function pictureTier({ id, alt, width, height }: Extract<Part, { kind: 'picture' }>, room: number): Tier {
  const scale = Math.min(room / width, tallestPicture / height, pointsPerPixel)
  const block: Block = {
    x: 0,
    y: 0,
    width: width * scale,
    height: height * scale,
    padX: 0,
    padY: 0,
    paragraphs: [],
    picture: { id, alt },
  }
  return { height: block.height, gap: 5, blocks: [block] }
}

function words(
  part: Extract<Part, { kind: 'text' }>,
  width: number,
  { body, quote, name }: Measures,
  colours: Colours,
) {
  const { text, lead = '', spoken = false } = part
  return wordsBlock(
    [
      { text: lead, style: name, colour: colours.accent },
      { text, style: spoken ? quote : body, colour: colours.ink },
    ],
    width,
  )
}

function card(
  { name, facts, expected, lived, moment }: Extract<Part, { kind: 'card' }>,
  width: number,
  measures: Measures,
  colours: Colours,
): Block {
  const frame: Frame = moment
    ? { fill: colours.goldGround, stroke: colours.goldLine, dashed: !expected, radius: 5, thick: true }
    : { fill: colours.card, stroke: colours.strongLine, dashed: !expected, radius: 5 }
  return wordsBlock(
    [
      { text: moment ? `◆\u00a0${moment}` : '', style: measures.small, colour: colours.gold },
      { text: name || '–', style: measures.name, colour: colours.ink, before: 1 },
      { text: facts, style: measures.small, colour: colours.muted, before: 0.5 },
      { text: lived, style: { ...measures.small, face: 'semibold' }, colour: colours.accent, before: 0.5 },
    ],
    width,
    { padX: 7, padY: 5.5, frame },
  )
}

/** Tags flow like words, as many to a tier as fit. */
function tagTiers(tags: readonly Part[], width: number, { small }: Measures, colours: Colours): readonly Tier[] {
  const tiers: Block[][] = []
  let used = 0
  for (const tag of tags) {
    if (tag.kind !== 'tag') continue
    const style: TypeStyle = tag.strong ? { ...small, face: 'semibold' } : small
    const natural = widthOf(tag.text, style.face, style.size) + 10.5
    const own = Math.min(natural, width)
    if (tiers.length === 0 || used + 4 + own > width) {
      tiers.push([])
      used = 0
    }
    const x = used === 0 ? 0 : used + 4
    const frame: Frame = { fill: colours.ground, stroke: tag.strong ? colours.ink : colours.line, radius: 4 }
    tiers
      .at(-1)!
      .push(wordsBlock([{ text: tag.text, style, colour: colours.ink }], own, { x, padX: 5, padY: 2.5, frame }))
    used = x + own
  }
  return tiers.map(blocks => ({ height: Math.max(...blocks.map(block => block.height)), gap: 4, blocks }))
}
