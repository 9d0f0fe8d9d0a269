import { Resvg } from '@resvg/resvg-js'
import type { DrawingRequest } from './drawing-request.ts'
import { faces, fontPath, inOurFonts } from './fonts.ts'
import type { Picture } from './mark.ts'
import { paintSvg } from './paint-svg.ts'

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
  const svg = paintSvg(picture, { language, title: '', description: '', spell: inOurFonts, pictures })
  const image = new Resvg(svg, {
    font: { loadSystemFonts: false, fontFiles: faces.map(fontPath), defaultFontFamily: 'Inter' },
    fitTo: { mode: 'zoom', value: pngScale(picture) },
    textRendering: 2,
  }).render()
  return image.asPng()
}

/** Pixels for a point. */
export function pngScale({ width, height }: { readonly width: number; readonly height: number }): number {
  const bySide = limits.side / Math.max(width, height)
  const byArea = Math.sqrt(limits.pixels / (width * height))
  return Math.min(usualScale, bySide, byArea)
}
