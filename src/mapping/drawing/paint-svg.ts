import type { Block } from './blocks.ts'
import type { DrawingRequest } from './drawing-request.ts'
import { type Face, faceNames } from './fonts.ts'
import { type Mark, type Picture, short } from './mark.ts'
import { dataAddress } from './plain-pictures.ts'
import { isRightToLeft } from './text-runs.ts'
import { textOf } from './wrap-text.ts'

/** A part of a text with where it begins, counted from the text’s left end, and its family when that is not Inter. */
export type PlacedRun = {
  readonly text: string
  readonly x: number
  readonly width: number
  readonly family?: string | undefined
}

type Painting = {
  readonly language: 'fr' | 'en'
  readonly title: string
  readonly description: string
  /** Style sheets of fonts, to stand in the file; none when the reader is given the fonts apart. */
  readonly fontFaces?: string
  /** The parts of a text in the fonts that are there; itself in Inter when the reader is given no other. */
  readonly runsOf?: (text: string, face: Face, size: number) => readonly PlacedRun[]
  readonly pictures?: DrawingRequest['pictures']
}

/** Paints a picture as an SVG document: text as text, shapes as shapes, nothing that runs. */
export function paintSvg(
  picture: Picture,
  { language, title, description, fontFaces = '', runsOf, pictures }: Painting,
): string {
  const parts: string[] = []
  const clips: string[] = []
  paint(picture.marks, { parts, clips, runsOf, pictures })
  const [width, height] = [short(picture.width), short(picture.height)]
  const defs = [fontFaces && `<style>${fontFaces}</style>`, ...clips].filter(Boolean).join('')
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" lang="${language}" role="img" aria-labelledby="title description" font-family="Parcours Inter, Inter, Arial, sans-serif">
<title id="title">${escaped(title)}</title><desc id="description">${escaped(description)}</desc>
<defs>${defs}</defs>
${parts.join('\n')}
</svg>
`
}

type Hand = {
  readonly parts: string[]
  readonly clips: string[]
  readonly runsOf: Painting['runsOf']
  readonly pictures: DrawingRequest['pictures']
}

function paint(marks: readonly Mark[], hand: Hand): void {
  for (const mark of marks) paintMark(mark, hand)
}

function paintMark(mark: Mark, hand: Hand): void {
  const { parts, clips } = hand
  switch (mark.kind) {
    case 'box':
      parts.push(box(mark))
      return
    case 'path':
      parts.push(`<path d="${mark.d}"${ink(mark)}${mark.opacity === undefined ? '' : ` opacity="${mark.opacity}"`}/>`)
      return
    case 'text':
      parts.push(line(mark.text, mark.x, mark.y, mark.face, mark.size, mark.colour, hand))
      return
    case 'block':
      paintBlock(mark.block, mark.x, mark.y, hand)
      return
    case 'placed': {
      const scale = mark.scale === undefined || mark.scale === 1 ? '' : ` scale(${mark.scale})`
      parts.push(`<g transform="translate(${short(mark.x)} ${short(mark.y)})${scale}">`)
      paint(mark.marks, hand)
      parts.push('</g>')
      return
    }
    case 'curve': {
      const id = `clip${clips.length + 1}`
      const { x, y, width, height } = mark
      clips.push(
        `<clipPath id="${id}"><rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}"/></clipPath>`,
      )
      parts.push(`<g clip-path="url(#${id})">`)
      paint(mark.lines, hand)
      paint(mark.values, hand)
      parts.push('</g>')
      return
    }
    default:
      mark satisfies never
  }
}

function paintBlock(block: Block, x: number, y: number, hand: Hand): void {
  const { frame, width, height, padX, padY } = block
  if (frame) {
    const { fill, stroke, radius, dashed, thick } = frame
    hand.parts.push(
      box({
        kind: 'box',
        x,
        y,
        width,
        height,
        radius,
        ...(fill ? { fill } : {}),
        ...(stroke ? { stroke, thickness: thick ? 1.2 : 0.9 } : {}),
        ...(dashed ? { dash: [3.2, 2.4] } : {}),
      }),
    )
  }
  const shown = block.picture && hand.pictures?.get(block.picture.id)
  if (block.picture && shown) {
    const place = `x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}"`
    hand.parts.push(
      `<image ${place} preserveAspectRatio="none" href="${dataAddress(shown)}"><title>${escaped(block.picture.alt)}</title></image>`,
    )
  }
  for (const { text, style, colour, baseline, right } of linesOf(block)) {
    const at = right ? x + width - padX : x + padX
    hand.parts.push(line(text, at, y + padY + baseline, style.face, style.size, colour, hand, right))
  }
}

/** The lines of a block with their baselines, counted from its inner corner, and whether they begin at the right. */
export function linesOf(block: Block) {
  let top = 0
  return block.paragraphs.flatMap(({ lines, style, colour, before }) => {
    top += before
    const from = top
    top += lines.length * style.leading
    const right = isRightToLeft(textOf(lines))
    return lines.map(({ text }, index) => ({
      text,
      style,
      colour,
      right,
      baseline: from + index * style.leading + style.leading / 2 + style.size * 0.36,
    }))
  })
}

function box({ x, y, width, height, radius, ...rest }: Extract<Mark, { kind: 'box' }>): string {
  const round = radius ? ` rx="${short(radius)}"` : ''
  return `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}"${round}${ink(rest)}/>`
}

type Ink = {
  readonly fill?: string
  readonly stroke?: string
  readonly thickness?: number
  readonly dash?: readonly number[]
}

function ink({ fill, stroke, thickness, dash }: Ink): string {
  const line = stroke ? ` stroke="${stroke}" stroke-width="${short(thickness ?? 1)}"` : ''
  const dashes = stroke && dash ? ` stroke-dasharray="${dash.map(short).join(' ')}"` : ''
  return ` fill="${fill ?? 'none'}"${line}${dashes}`
}

/** A line that begins at `x`; one that is read from right to left ends there to the left. */
function line(
  text: string,
  x: number,
  y: number,
  face: Face,
  size: number,
  colour: string,
  { runsOf }: Hand,
  right = false,
): string {
  if (text === '') return ''
  const { weight, italic } = faceNames[face]
  const cut = `${weight === 400 ? '' : ` font-weight="${weight}"`}${italic ? ' font-style="italic"' : ''}`
  const type = `font-size="${short(size)}"${cut} fill="${colour}"`
  // Who has a font for the text has the rules of its direction too.
  if (!runsOf) {
    return `<text x="${short(x)}" y="${short(y)}" ${type}${right ? ' direction="rtl"' : ''}>${escaped(text)}</text>`
  }
  const runs = runsOf(text, face, size)
  const left = right ? x - Math.max(...runs.map(run => run.x + run.width)) : x
  return runs
    .map(run => {
      const family = run.family === undefined ? '' : ` font-family="${run.family}"`
      return `<text x="${short(left + run.x)}" y="${short(y)}" ${type}${family}>${escaped(run.text)}</text>`
    })
    .join('')
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
