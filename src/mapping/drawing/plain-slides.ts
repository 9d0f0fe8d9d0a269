import { heightOfParagraphs, wordsBlock } from './blocks.ts'
import { hex } from './chart-xml.ts'
import { type Colours, slideMeasures } from './look.ts'
import { personasLine, type Sheet, type SheetMoment } from './sheet.ts'
import { inches, type Slide, slideFont } from './slide-shapes.ts'
import { slide as size } from './slides.ts'

/** The first slide: what the map is, of which day, and why. */
export function coverSlide(slide: Slide, sheet: Sheet, colours: Colours): void {
  slide.addText(sheet.title || sheet.name || 'Parcours', { placeholder: 'title' })
  slide.addShape('rect' as never, { ...at(84, 246, 64, 3), fill: { color: hex(colours.accent) } })
  const facts = [sheet.name, `${sheet.state} · ${sheet.day}`].filter(Boolean).join('  ·  ')
  const lines = [
    { text: facts, size: 16, colour: colours.accent },
    { text: sheet.purpose, size: 16, colour: colours.muted },
    {
      text: personasLine(sheet),
      size: 13,
      colour: colours.muted,
    },
  ].filter(line => line.text !== '')
  slide.addText(
    lines.map(line => ({
      text: line.text,
      options: { fontSize: line.size, color: hex(line.colour), breakLine: true, paraSpaceAfter: 8 },
    })),
    { ...at(84, 264, 790, 170), fontFace: slideFont, margin: 0, valign: 'top', fit: 'none' },
  )
  if (sheet.note) slide.addText(sheet.note, { ...at(84, 490, 790, 18), ...small(colours) })
}

/** Under the title what it is about; at the foot which version this is, and the number of the slide. */
export function heading(slide: Slide, subtitle: string, foot: string, colours: Colours): void {
  if (subtitle) slide.addText(subtitle, { ...at(size.left, 48, 900, 16), ...small(colours), fontSize: 11 })
  const y = size.height - 24
  slide.addShape('line' as never, {
    ...at(size.left, y - 4, 900, 0),
    line: { color: hex(colours.strongLine), width: 0.75 },
  })
  if (foot) slide.addText(foot, { ...at(size.left, y, 840, 14), ...small(colours) })
  slide.slideNumber = {
    ...at(size.width - size.right - 40, y, 40, 14),
    fontFace: slideFont,
    fontSize: 9,
    color: hex(colours.muted),
    align: 'right',
    margin: 0,
  }
}

const columns = [200, 220, 110, 370] as const

/** The moments of truth, as many to a slide as fit. Each item draws one slide. */
export function momentSlides(sheet: Sheet): readonly ((slide: Slide, colours: Colours) => void)[] {
  const room = size.height - size.top - size.bottom - 26
  const pages: { moment: SheetMoment; height: number }[][] = []
  let used = 0
  for (const moment of sheet.moments) {
    const height = rowHeight(moment)
    if (pages.length === 0 || used + height > room) {
      pages.push([])
      used = 0
    }
    pages.at(-1)!.push({ moment, height })
    used += height
  }
  return pages.map(page => (slide, colours) => {
    const { words } = sheet
    const heads = [words.lanes.touchpoint, words.steps, words.moment, words.why]
    const cell = {
      fontFace: slideFont,
      fontSize: 10.5,
      color: hex(colours.ink),
      valign: 'top',
      margin: [4, 6, 4, 6] as [number, number, number, number],
    } as const
    const rows = page.map(({ moment }) =>
      wordsOf(moment).map((text, index) => ({
        text,
        options: { ...cell, bold: index === 0, ...(index === 2 ? { color: hex(colours.gold) } : {}) },
      })),
    )
    const head = heads.map(text => ({
      text: capital(text),
      options: { ...cell, fontSize: 9.5, color: hex(colours.muted), fill: { color: hex(colours.ground) } },
    }))
    slide.addTable([head, ...rows], {
      ...at(size.left, size.top, 900, 26),
      colW: columns.map(inches),
      rowH: [inches(26), ...page.map(({ height }) => inches(height))],
      border: { type: 'solid', pt: 0.75, color: hex(colours.line) },
      autoPage: false,
    })
  })
}

/** What the four cells of a row say; a cell without a word makes some readers offer to repair the file. */
function wordsOf({ touchpoint, step, phase, status, reason }: SheetMoment): readonly string[] {
  return [touchpoint, `${step} (${phase})`, `◆ ${status}`, reason].map(text => text || '–')
}

function rowHeight(moment: SheetMoment): number {
  const style = { face: 'medium', size: 10.5, leading: 13.5 } as const
  const heights = wordsOf(moment).map((text, index) => {
    const block = wordsBlock([{ text, style, colour: '' }], columns[index]! - 12)
    return heightOfParagraphs(block.paragraphs)
  })
  return Math.max(...heights) + 12
}

function at(x: number, y: number, width: number, height: number) {
  return { x: inches(x), y: inches(y), w: inches(width), h: inches(height) }
}

function small(colours: Colours) {
  const { size: fontSize } = slideMeasures.small
  return {
    fontFace: slideFont,
    fontSize,
    color: hex(colours.muted),
    margin: 0,
    valign: 'top',
    align: 'left',
    fit: 'none',
  } as const
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
