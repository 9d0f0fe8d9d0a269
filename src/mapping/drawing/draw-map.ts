import type { DrawingFormat } from '../../contract/map-drawing.ts'
import type { DrawingRequest } from './drawing-request.ts'
import { fontFacesOf } from './embedded-fonts.ts'
import { schemes, sheetMeasures } from './look.ts'
import { pagePicture } from './page-picture.ts'
import { paintSvg } from './paint-svg.ts'
import { plainPictures } from './plain-pictures.ts'
import { type Plan, planOf } from './plan.ts'
import { sheetOf } from './sheet.ts'

export const contentTypes: Readonly<Record<DrawingFormat, string>> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  pdf: 'application/pdf',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
}

/** Draws a map. The same request gives the same bytes, whatever the clock says. */
export async function drawMap(format: DrawingFormat, asked: DrawingRequest): Promise<Uint8Array> {
  const request = asked.pictures ? { ...asked, pictures: await plainPictures(asked.pictures) } : asked
  switch (format) {
    case 'svg':
      return new TextEncoder().encode(drawSvg(request))
    // Each of these brings a large part along: it is loaded when it is first needed.
    case 'png':
      return (await import('./paint-png.ts')).paintPng(pagePicture(planForPaper(request)), request)
    case 'pdf':
      return (await import('./paint-pdf.ts')).paintPdf(request)
    case 'pptx':
      return (await import('./paint-pptx.ts')).paintPptx(request)
    default:
      return format satisfies never
  }
}

/** A map as an SVG document on one page of its own size, with its fonts. */
export function drawSvg(request: DrawingRequest): string {
  const plan = planForPaper(request)
  const picture = pagePicture(plan)
  return paintSvg(picture, { ...titlesOf(plan), fontFaces: fontFacesOf(picture.marks), pictures: request.pictures })
}

function planForPaper(request: DrawingRequest): Plan {
  return planOf(sheetOf(request), sheetMeasures, schemes[request.scheme])
}

/** What a file is called from within. */
export function titlesOf({ sheet }: Plan) {
  return {
    language: sheet.language,
    title: sheet.title || sheet.name,
    description: [sheet.name, sheet.state, sheet.day].join(' · '),
  }
}
