import { createRequire } from 'node:module'
import PdfDocument from 'pdfkit'
import { encodeQR } from 'qr'
import type { InputOf } from '../contract/route.ts'
import type { drawCode as drawCodeRoute, printCodes as printCodesRoute } from '../contract/survey-links.ts'
import type { Context, LeavingFile } from '../feature.ts'
import { labelIn } from '../vocabulary/label.ts'
import { problem } from '../vocabulary/problem.ts'
import { surveyShape } from '../vocabulary/survey/survey.ts'
import { openAddresses } from './survey-links.ts'
import { readSurvey } from './surveys-store.ts'

/** A quarter of a printed code may be worn or stained and it is still read. The border is what scanners ask for. */
const printed = { ecc: 'quartile', border: 4 } as const

/** @throws problem `not_found`. */
export async function drawCode(context: Context, { params }: InputOf<typeof drawCodeRoute>): Promise<LeavingFile> {
  const [link] = await openAddresses(context, params.survey, params.surveyLink)
  if (!link) throw problem('not_found', { what: 'public link' })
  const svg = encodeQR(link.address, 'svg', printed)
  return { name: `${params.surveyLink}.svg`, contentType: 'image/svg+xml', content: new TextEncoder().encode(svg) }
}

const said = {
  fr: { invite: 'Votre avis, en une minute', aim: 'Visez ce code avec votre téléphone, ou ouvrez' },
  en: { invite: 'Tell us, in a minute', aim: 'Point your phone at this code, or open' },
} as const

/** A4 in points, six codes a sheet: each a card that is cut out and put up. */
const sheet = { width: 595.28, height: 841.89, columns: 2, rows: 3, margin: 36 }
const cell = {
  width: (sheet.width - 2 * sheet.margin) / sheet.columns,
  height: (sheet.height - 2 * sheet.margin) / sheet.rows,
}
const codePt = 138

/** Every open address as a card. The place is written small under it, for whoever puts it up. @throws problem `not_found`. */
export async function printCodes(
  context: Context,
  { params, query }: InputOf<typeof printCodesRoute>,
): Promise<LeavingFile> {
  const links = await openAddresses(context, params.survey)
  if (links.length === 0) throw problem('survey_never_published')
  const row = await readSurvey(context.postgres, context.workspace.number, params.survey)
  const title = labelIn(surveyShape.parse(row.draft).title, query.language).text
  const pdf = new PdfDocument({ size: 'A4', margin: 0, autoFirstPage: false, info: { Title: title } })
  const { resolve } = createRequire(import.meta.url)
  pdf.registerFont('text', resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'))
  pdf.registerFont('strong', resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'))
  const perSheet = sheet.columns * sheet.rows
  for (const [at, link] of links.entries()) {
    if (at % perSheet === 0) pdf.addPage()
    const place = at % perSheet
    drawCard(pdf, link, {
      title,
      words: said[query.language],
      left: sheet.margin + (place % sheet.columns) * cell.width,
      top: sheet.margin + Math.floor(place / sheet.columns) * cell.height,
    })
  }
  pdf.end()
  return { name: 'codes.pdf', contentType: 'application/pdf', content: pdf as unknown as AsyncIterable<Uint8Array> }
}

function drawCard(
  pdf: InstanceType<typeof PdfDocument>,
  { place, address }: { readonly place: string; readonly address: string },
  card: {
    readonly title: string
    readonly words: { readonly invite: string; readonly aim: string }
    readonly left: number
    readonly top: number
  },
): void {
  const { title, words, left, top } = card
  const line = (text: string, y: number, size: number, font: 'text' | 'strong', color = '#1e1d1b') =>
    pdf
      .font(font)
      .fontSize(size)
      .fillColor(color)
      .text(text, left + 12, top + y, { width: cell.width - 24, height: size * 1.4, align: 'center', ellipsis: true })
  pdf.rect(left, top, cell.width, cell.height).dash(2, { space: 3 }).lineWidth(0.5).stroke('#aaa498').undash()
  line(words.invite, 18, 15, 'strong')
  line(title, 38, 9.5, 'text', '#6a655d')
  const modules = encodeQR(address, 'raw', printed)
  const size = codePt / modules.length
  const [x, y] = [left + (cell.width - codePt) / 2, top + 54]
  for (const [down, cells] of modules.entries())
    for (const [across, dark] of cells.entries()) if (dark) pdf.rect(x + across * size, y + down * size, size, size)
  pdf.fill('#000000')
  line(words.aim, 198, 8.5, 'text')
  line(address.replace(/^https?:\/\//, ''), 211, 9, 'strong')
  line(place, 230, 8, 'text', '#6a655d')
}
