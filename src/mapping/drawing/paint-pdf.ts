import PdfDocument from 'pdfkit'
import type { Block } from './blocks.ts'
import type { DrawingRequest } from './drawing-request.ts'
import { type Fallback, fallbackPath } from './fallback-fonts.ts'
import { type Face, faces, fontPath } from './fonts.ts'
import { schemes } from './look.ts'
import type { Mark } from './mark.ts'
import { pagesOf } from './pages.ts'
import { linesOf } from './paint-svg.ts'
import { sheetOf } from './sheet.ts'
import { textRuns } from './text-runs.ts'

type Pdf = InstanceType<typeof PdfDocument>

/**
 * Paints a map as PDF: vectors, text that can be selected and searched, our fonts within, a bookmark for each phase.
 * It is dated by the map, so that the same map gives the same bytes.
 */
export async function paintPdf(request: DrawingRequest): Promise<Uint8Array> {
  const sheet = sheetOf(request)
  const pages = pagesOf(sheet, schemes[request.scheme], request)
  const changedAt = new Date(request.changedAt)
  const pdf = new PdfDocument({
    autoFirstPage: false,
    pdfVersion: '1.7',
    lang: sheet.language === 'fr' ? 'fr-FR' : 'en-GB',
    tagged: true,
    displayTitle: true,
    margin: 0,
    info: {
      Title: [sheet.title, sheet.name].filter(Boolean).join(' · '),
      Subject: [sheet.state, sheet.day, sheet.note].filter(Boolean).join(' · '),
      Creator: 'Parcours',
      Producer: 'Parcours',
      CreationDate: changedAt,
      ModDate: changedAt,
    },
  })
  const parts: Uint8Array[] = []
  const ended = new Promise<void>((resolve, reject) => {
    pdf.on('data', (part: Uint8Array) => parts.push(part))
    pdf.on('end', resolve)
    pdf.on('error', reject)
  })
  const pictures = openPictures(pdf, request)
  for (const face of faces) pdf.registerFont(face, fontPath(face))
  const root = pdf.struct('Document')
  pdf.addStructure(root)
  for (const { width, height, marks, phases } of pages) {
    pdf.addPage({ size: [width, height], margin: 0 })
    for (const { name, x, y } of phases) {
      // The library counts `left` from the right edge.
      const place = { top: Math.max(0, y - 12), left: width - Math.max(0, x - 12) }
      pdf.outline.addItem(name, place as never)
    }
    const section = pdf.struct('Sect')
    root.add(section)
    paint({ pdf, pictures }, marks, section)
    section.end()
  }
  root.end()
  pdf.end()
  await ended
  return Uint8Array.from(Buffer.concat(parts))
}

type Section = ReturnType<Pdf['struct']>
type Hand = { readonly pdf: Pdf; readonly pictures: ReadonlyMap<string, string | object> }

/** Each picture once in the file, however often it stands on the map. One that cannot be read is left out. */
function openPictures(pdf: Pdf, { pictures }: DrawingRequest): Hand['pictures'] {
  const opened = new Map<string, object>()
  for (const [id, { content }] of pictures ?? []) {
    try {
      opened.set(id, (pdf as unknown as { openImage: (bytes: Buffer) => object }).openImage(Buffer.from(content)))
    } catch {
      // Its words stand for it.
    }
  }
  return opened
}

function paint(hand: Hand, marks: readonly Mark[], section: Section): void {
  for (const mark of marks) paintMark(hand, mark, section)
}

function paintMark(hand: Hand, mark: Mark, section: Section): void {
  const { pdf } = hand
  switch (mark.kind) {
    case 'box':
      artifact(pdf, () => {
        if (mark.radius) pdf.roundedRect(mark.x, mark.y, mark.width, mark.height, mark.radius)
        else pdf.rect(mark.x, mark.y, mark.width, mark.height)
        finish(pdf, mark)
      })
      return
    case 'path':
      artifact(pdf, () => {
        if (mark.opacity !== undefined) pdf.save().opacity(mark.opacity)
        pdf.path(mark.d)
        finish(pdf, mark)
        if (mark.opacity !== undefined) pdf.restore()
      })
      return
    case 'text':
      if (mark.text === '') return
      section.add(
        pdf.struct('Span', {}, () => write(pdf, mark.text, mark.x, mark.y, mark.face, mark.size, mark.colour)),
      )
      return
    case 'block':
      paintBlock(hand, mark.block, mark.x, mark.y, section)
      return
    case 'placed':
      pdf.save().translate(mark.x, mark.y)
      if (mark.scale !== undefined && mark.scale !== 1) pdf.scale(mark.scale)
      paint(hand, mark.marks, section)
      pdf.restore()
      return
    case 'curve':
      pdf.save()
      pdf.rect(mark.x, mark.y, mark.width, mark.height).clip()
      paint(hand, mark.lines, section)
      paint(hand, mark.values, section)
      pdf.restore()
      return
    default:
      mark satisfies never
  }
}

function paintBlock({ pdf, pictures }: Hand, block: Block, x: number, y: number, section: Section): void {
  const { frame, width, height, padX, padY } = block
  if (frame) {
    const { fill, stroke, radius, dashed, thick } = frame
    artifact(pdf, () => {
      pdf.roundedRect(x, y, width, height, radius)
      finish(pdf, {
        ...(fill ? { fill } : {}),
        ...(stroke ? { stroke, thickness: thick ? 1.2 : 0.9 } : {}),
        ...(dashed ? { dash: [3.2, 2.4] } : {}),
      })
    })
  }
  if (block.picture) {
    const { id, alt } = block.picture
    const shown = pictures.get(id)
    const draw = () => {
      if (shown) pdf.image(shown as never, x, y, { width, height })
    }
    section.add(pdf.struct('Figure', { alt }, draw))
    return
  }
  const lines = linesOf(block).filter(line => line.text !== '')
  if (lines.length === 0) return
  section.add(
    pdf.struct('P', {}, () => {
      for (const { text, style, colour, baseline, right } of lines) {
        const at = right ? x + width - padX - widthIn(pdf, text, style.face, style.size) : x + padX
        write(pdf, text, at, y + padY + baseline, style.face, style.size, colour)
      }
    }),
  )
}

function write(pdf: Pdf, text: string, x: number, y: number, face: Face, size: number, colour: string): void {
  let at = x
  const runs = textRuns(text)
  for (const [index, run] of runs.entries()) {
    pdf
      .font(run.font === 'own' ? face : fontNamed(pdf, run.font))
      .fontSize(size)
      .fillColor(colour)
    // A space at the edge of a part is where the next begins, and nothing to be drawn.
    if (run.text.trim() !== '') pdf.text(run.text, at, y, { lineBreak: false, baseline: 'alphabetic' })
    if (index < runs.length - 1) at += pdf.widthOfString(run.text)
  }
}

/** How wide a line is in the fonts that draw it. */
function widthIn(pdf: Pdf, text: string, face: Face, size: number): number {
  return textRuns(text).reduce(
    (sum, run) =>
      sum +
      pdf
        .font(run.font === 'own' ? face : fontNamed(pdf, run.font))
        .fontSize(size)
        .widthOfString(run.text),
    0,
  )
}

/** A font for another script is put into the file when it is first needed. */
function fontNamed(pdf: Pdf, name: Fallback): string {
  const known = withFallbacks.get(pdf) ?? new Set()
  if (!known.has(name)) pdf.registerFont(name, fallbackPath(name)!)
  withFallbacks.set(pdf, known.add(name))
  return name
}

const withFallbacks = new WeakMap<Pdf, Set<Fallback>>()

/** What is only to be seen: readers of the text pass over it. */
function artifact(pdf: Pdf, draw: () => void): void {
  pdf.markContent('Artifact')
  draw()
  pdf.endMarkedContent()
}

type Ink = {
  readonly fill?: string
  readonly stroke?: string
  readonly thickness?: number
  readonly dash?: readonly number[]
}

function finish(pdf: Pdf, { fill, stroke, thickness, dash }: Ink): void {
  if (stroke) {
    pdf.lineWidth(thickness ?? 1)
    if (dash) pdf.dash(dash as unknown as number, {})
    else pdf.undash()
  }
  if (fill && stroke) pdf.fillAndStroke(fill, stroke)
  else if (fill) pdf.fill(fill)
  else if (stroke) pdf.stroke(stroke)
}
