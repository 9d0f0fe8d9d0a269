import { heightOfParagraphs, heightOfTiers, type Paragraph, type Tier } from './blocks.ts'
import type { Plan, Row } from './plan.ts'
import { laneTitle } from './plan.ts'

/**
 * A row cut into parts of at most `height`, each with its title. Cuts fall between cards and between lines, never
 * through them. A curve is not cut.
 */
export function splitRow(row: Row, height: number, { sheet, measures, colours }: Plan): readonly Row[] {
  if (row.height <= height || row.feelings) return [row]
  const room = height - 2 * measures.padding
  const parts: Row[] = []
  let rest = row.cells
  while (rest.length > 0) {
    const cut = rest.map(cell => ({ ...cell, ...cutTiers(cell.tiers, room) }))
    const cells = cut
      .filter(cell => cell.here.length > 0)
      .map(({ column, span, here }) => ({ column, span, tiers: here }))
    const content = Math.max(0, ...cells.map(cell => heightOfTiers(cell.tiers)))
    const title = parts.length === 0 ? row.title : laneTitle(sheet.words.continued(row.name), measures, colours)
    parts.push({ ...row, title, cells, height: Math.max(content, title.height) + 2 * measures.padding })
    rest = cut.filter(cell => cell.rest.length > 0).map(({ column, span, rest: tiers }) => ({ column, span, tiers }))
  }
  return parts
}

/** What fits in `room`, and what is left. At least a line goes, so that this always ends. */
function cutTiers(tiers: readonly Tier[], room: number): { here: readonly Tier[]; rest: readonly Tier[] } {
  let used = 0
  for (const [index, tier] of tiers.entries()) {
    const from = used + (index === 0 ? 0 : tier.gap)
    if (from + tier.height <= room) {
      used = from + tier.height
      continue
    }
    if (index > 0) return { here: tiers.slice(0, index), rest: tiers.slice(index) }
    const [first, second] = cutTier(tier, room)
    return { here: [first], rest: second ? [second, ...tiers.slice(1)] : tiers.slice(1) }
  }
  return { here: tiers, rest: [] }
}

/** A tier that is higher than a whole page, cut between two lines of its one block; one of several blocks stays whole. */
function cutTier(tier: Tier, room: number): readonly [Tier, Tier | undefined] {
  const [block] = tier.blocks
  if (!block || tier.blocks.length > 1) return [tier, undefined]
  const [here, rest] = cutParagraphs(block.paragraphs, room - 2 * block.padY)
  if (rest.length === 0) return [tier, undefined]
  const piece = (paragraphs: readonly Paragraph[]): Tier => {
    const height = heightOfParagraphs(paragraphs) + 2 * block.padY
    return { ...tier, height, blocks: [{ ...block, height, paragraphs }] }
  }
  return [piece(here), piece(rest)]
}

function cutParagraphs(paragraphs: readonly Paragraph[], room: number): [Paragraph[], Paragraph[]] {
  const here: Paragraph[] = []
  const rest: Paragraph[] = []
  let used = 0
  for (const one of paragraphs) {
    const fit = rest.length > 0 ? 0 : Math.max(0, Math.floor((room - used - one.before) / one.style.leading))
    const lines = Math.min(one.lines.length, here.length === 0 && rest.length === 0 ? Math.max(1, fit) : fit)
    if (lines > 0) here.push({ ...one, lines: one.lines.slice(0, lines) })
    if (lines < one.lines.length)
      rest.push({ ...one, lines: one.lines.slice(lines), before: rest.length === 0 ? 0 : one.before })
    used += one.before + lines * one.style.leading
  }
  return [here, rest]
}
