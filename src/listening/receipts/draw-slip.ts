import { createRequire } from 'node:module'
import { Resvg } from '@resvg/resvg-js'
import PdfDocument from 'pdfkit'
import { encodeQR } from 'qr'
import type { InputOf } from '../../contract/route.ts'
import type { drawCodePng as drawCodePngRoute, drawSlip as drawSlipRoute } from '../../contract/survey-slips.ts'
import type { Context, LeavingFile } from '../../feature.ts'
import { problem } from '../../vocabulary/problem.ts'
import { rollDots, slipText } from '../../vocabulary/survey/slip-words.ts'
import { openAddresses } from '../survey-links.ts'

/** Rolls fade and crease: a quarter of the code may be lost. The border is what scanners ask for. */
const printed = { ecc: 'quartile', border: 4 } as const

/** @throws problem `not_found`. */
export async function drawCodePng(context: Context, { params, query }: InputOf<typeof drawCodePngRoute>) {
  const { address } = await addressAt(context, params)
  const modules = encodeQR(address, 'raw', printed)
  const dot = Math.max(1, Math.floor(query.dots / modules.length))
  const side = modules.length * dot
  return png(params.surveyLink, side, side, drawn(modules, dot, 0, 0))
}

/** @throws problem `not_found`. */
export async function drawSlip(context: Context, { params, query }: InputOf<typeof drawSlipRoute>) {
  const { address, place } = await addressAt(context, params)
  const width = rollDots[query.width]
  const tongues = query.language === 'both' ? (['fr', 'en'] as const) : [query.language]
  const texts = tongues.map(tongue => slipText(query.kind, tongue, address))
  const size = query.width === '58' ? 26 : 30
  const parts: string[] = []
  let y = 16
  const write = (text: string, points: number, isStrong = false) => {
    for (const line of wrapped(text, points, width - 24, isStrong)) {
      y += Math.round(points * 1.3)
      const weight = isStrong ? ' font-weight="600"' : ''
      parts.push(
        `<text x="${width / 2}" y="${y - Math.round(points * 0.3)}" font-size="${points}"${weight} text-anchor="middle">${encoded(line)}</text>`,
      )
    }
  }
  for (const { invite } of texts) write(invite, size, true)
  const modules = encodeQR(address, 'raw', printed)
  const dot = Math.floor((width * 0.62) / modules.length)
  y += 4
  parts.push(drawn(modules, dot, Math.round((width - modules.length * dot) / 2), y))
  y += modules.length * dot
  for (const { aim } of texts) write(aim, size - 6)
  write(texts[0]?.address ?? address, size - 6, true)
  if (place) write(place, size - 8)
  return png(`${params.surveyLink}-${query.width}`, width, y + 20, parts.join(''))
}

async function addressAt(context: Context, { survey, surveyLink }: { survey: string; surveyLink: string }) {
  const [link] = await openAddresses(context, survey, surveyLink)
  if (!link) throw problem('not_found', { what: 'public link' })
  return link
}

/** Whole dots only: a module on the edge of two is read badly from thermal paper. */
function drawn(modules: readonly (readonly boolean[])[], dot: number, left: number, top: number): string {
  const cells = modules.flatMap((row, down) =>
    row.flatMap((dark, across) => (dark ? [`M${left + across * dot} ${top + down * dot}h${dot}v${dot}h-${dot}z`] : [])),
  )
  return `<path shape-rendering="crispEdges" d="${cells.join('')}"/>`
}

const { resolve } = createRequire(import.meta.url)
const fonts = {
  plain: resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'),
  strong: resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'),
}

/** Lines no wider than the roll; a word that is, as an address may be, is cut where it must be. */
function wrapped(text: string, size: number, width: number, isStrong: boolean): readonly string[] {
  const measure = new PdfDocument({ autoFirstPage: false }).font(isStrong ? fonts.strong : fonts.plain).fontSize(size)
  const fits = (line: string) => measure.widthOfString(line) <= width
  const lines: string[] = ['']
  for (const word of text.split(/ (?![?!:;»])/)) {
    const joined = `${lines.at(-1)} ${word}`.trim()
    if (fits(joined)) lines[lines.length - 1] = joined
    else if (fits(word)) lines.push(word)
    else
      for (const sign of word) {
        const longer = `${lines.at(-1)}${sign}`
        if (fits(longer)) lines[lines.length - 1] = longer
        else lines.push(sign)
      }
  }
  return lines.filter(line => line !== '')
}

const encoded = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

function png(name: string, width: number, height: number, inside: string): LeavingFile {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="Inter"><rect width="100%" height="100%" fill="#fff"/>${inside}</svg>`
  const font = { loadSystemFonts: false, fontFiles: Object.values(fonts), defaultFontFamily: 'Inter' }
  const content = new Resvg(svg, { font }).render().asPng()
  return { name: `${name}.png`, contentType: 'image/png', content }
}
