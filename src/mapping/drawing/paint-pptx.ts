import { strFromU8, strToU8 } from 'fflate'
import PptxGenJs from 'pptxgenjs'
import { chartXml, type FeelingChart, feelingChart, hex } from './chart-xml.ts'
import type { DrawingRequest } from './drawing-request.ts'
import { type Colours, schemes } from './look.ts'
import { chartWorkbook, mendPptx } from './mend-pptx.ts'
import { coverSlide, heading, momentSlides } from './plain-slides.ts'
import { sheetOf } from './sheet.ts'
import { type ChartFor, inches, paintShapes, type Slide, slideFont } from './slide-shapes.ts'
import { slide as size, slidesOf } from './slides.ts'
import { steadyZip } from './steady-zip.ts'

/**
 * Paints a map as a presentation: a title, a slide a phase, the moments of truth. Everything is a shape, a table or a
 * chart that can be edited; sizes are ours, so that nothing is moved about when it is opened.
 */
export async function paintPptx(request: DrawingRequest): Promise<Uint8Array> {
  const sheet = sheetOf(request)
  const colours = schemes[request.scheme]
  // The package says its class in two ways, by how it is loaded.
  const Pptx = ((PptxGenJs as unknown as { default?: unknown }).default ?? PptxGenJs) as new () => InstanceType<
    typeof PptxGenJs.default
  >
  const pptx = new Pptx()
  pptx.defineLayout({ name: 'wide', width: inches(size.width), height: inches(size.height) })
  pptx.layout = 'wide'
  pptx.title = [sheet.title, sheet.name].filter(Boolean).join(' · ') || 'Parcours'
  pptx.subject = [sheet.state, sheet.day].join(' · ')
  pptx.author = 'Parcours'
  pptx.company = 'Parcours'
  pptx.theme = { headFontFace: slideFont, bodyFontFace: slideFont }
  const background = { color: hex(colours.paper) }
  defineMaster(pptx, 'COVER', background, { x: 84, y: 150, w: 790, h: 84, fontSize: 38, valign: 'bottom' }, colours)
  defineMaster(pptx, 'MAP', background, { x: size.left, y: 20, w: 900, h: 28, fontSize: 20, valign: 'middle' }, colours)
  const charts: FeelingChart[] = []
  const foot = [sheet.title, sheet.name, sheet.state, sheet.day, sheet.measured, sheet.note]
    .filter(Boolean)
    .join('  ·  ')
  const next = (): Slide => pptx.addSlide({ masterName: 'MAP' })
  coverSlide(pptx.addSlide({ masterName: 'COVER' }), sheet, colours)
  for (const { title: words, subtitle, marks, labels } of slidesOf(sheet, colours)) {
    const slide = next()
    slide.addText(words, { placeholder: 'title' })
    heading(slide, subtitle, foot, colours)
    const chartFor = (...[feelings, scale, box]: Parameters<ChartFor>) => {
      charts.push(feelingChart(feelings, labels, scale, box, sheet.words, colours))
      return charts.at(-1)!
    }
    paintShapes(slide, marks, size.left, size.top, chartFor, request.pictures)
  }
  for (const moments of momentSlides(sheet)) {
    const slide = next()
    slide.addText(sheet.words.moments, { placeholder: 'title' })
    heading(slide, '', foot, colours)
    moments(slide, colours)
  }
  const written = (await pptx.write({ outputType: 'uint8array' })) as Uint8Array
  const own = new Map<string, (content: Uint8Array) => Uint8Array>()
  charts.forEach((chart, index) => {
    own.set(`ppt/charts/chart${index + 1}.xml`, () => strToU8(chartXml(chart)))
    own.set(`ppt/embeddings/Microsoft_Excel_Worksheet${index + 1}.xlsx`, content => chartWorkbook(content, chart))
  })
  return steadyZip(written, request.changedAt, (name, content) => {
    if (own.has(name)) return own.get(name)!(content)
    return name.endsWith('.xml') ? strToU8(mendPptx(name, strFromU8(content))) : content
  })
}

type Title = {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  readonly fontSize: number
  readonly valign: 'middle' | 'bottom'
}

/** A master whose title is a placeholder, so that outlines and screen readers know what each slide is called. */
function defineMaster(
  pptx: InstanceType<typeof PptxGenJs.default>,
  name: string,
  background: { readonly color: string },
  { x, y, w, h, fontSize, valign }: Title,
  colours: Colours,
): void {
  const place = { x: inches(x), y: inches(y), w: inches(w), h: inches(h) }
  const type = { fontFace: slideFont, fontSize, bold: true, color: hex(colours.ink), valign, align: 'left' } as const
  pptx.defineSlideMaster({
    title: name,
    background,
    objects: [{ placeholder: { options: { name: 'title', type: 'title', margin: 0, ...place, ...type }, text: '' } }],
  })
}
