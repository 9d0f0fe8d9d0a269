import { Resvg } from '@resvg/resvg-js'
import PdfDocument from 'pdfkit'
import type { DrawingRequest } from './drawing-request.ts'
import { fallbackFamilies, fallbackPath, fallbacks } from './fallback-fonts.ts'
import { type Face, faces, fontPath, widthOf } from './fonts.ts'
import type { Picture } from './mark.ts'
import { type PlacedRun, paintSvg } from './paint-svg.ts'
import { textRuns } from './text-runs.ts'

/** Twice the points: sharp on the screens people have, and readable when a slide is filled with it. */
const usualScale = 2
/** What readers of images take without complaint: a side, and all of it. */
const limits = { side: 16_000, pixels: 120_000_000 } as const

/**
 * Paints a picture as PNG, with our fonts and no other. A map too large for that scale is painted smaller: at most
 * 16,000 pixels a side and 120 million in all.
 */
export function paintPng(
  picture: Picture,
  { language, pictures }: Pick<DrawingRequest, 'language' | 'pictures'>,
): Uint8Array {
  const svg = paintSvg(picture, { language, title: '', description: '', runsOf: placedRuns(), pictures })
  const image = new Resvg(svg, {
    font: {
      loadSystemFonts: false,
      fontFiles: [...faces.map(fontPath), ...fallbackFilesFor(svg)],
      defaultFontFamily: 'Inter',
    },
    fitTo: { mode: 'zoom', value: pngScale(picture) },
    textRendering: 2,
  }).render()
  return image.asPng()
}

/** Where each part of a line stands: as wide as its font shapes it, which for Arabic is not the sum of its letters. */
function placedRuns() {
  let scale: InstanceType<typeof PdfDocument> | undefined
  return (text: string, face: Face, size: number): readonly PlacedRun[] => {
    const runs = textRuns(text)
    if (runs.every(run => run.font === 'own')) {
      const whole = runs.map(run => run.text).join('')
      return [{ text: whole, x: 0, width: widthOf(whole, face, size) }]
    }
    let x = 0
    return runs.map(({ text: part, font }): PlacedRun => {
      const at = x
      if (font === 'own') x += widthOf(part, face, size)
      else {
        scale ??= new PdfDocument({ autoFirstPage: false })
        x += scale.font(fallbackPath(font)!).fontSize(size).widthOfString(part)
      }
      return { text: part, x: at, width: x - at, family: font === 'own' ? undefined : fallbackFamilies[font] }
    })
  }
}

/** The fonts of other scripts that a drawing needs: each is several megabytes, and read for every picture. */
function fallbackFilesFor(svg: string): readonly string[] {
  return fallbacks
    .filter(name => svg.includes(` font-family="${fallbackFamilies[name]}"`))
    .flatMap(name => fallbackPath(name) ?? [])
}

/** Pixels for a point. */
export function pngScale({ width, height }: { readonly width: number; readonly height: number }): number {
  const bySide = limits.side / Math.max(width, height)
  const byArea = Math.sqrt(limits.pixels / (width * height))
  return Math.min(usualScale, bySide, byArea)
}
