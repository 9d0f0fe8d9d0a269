import type { exportMapFile as exportMapFileRoute } from '../../contract/map-files.ts'
import type { InputOf } from '../../contract/route.ts'
import type { Context, LeavingFile } from '../../feature.ts'
import { labelIn } from '../../vocabulary/label.ts'
import { interchangeMediaType } from '../../vocabulary/map/interchange-format.ts'
import { exportMap } from '../export-map.ts'
import { getMap } from '../get-map.ts'
import { keptMap } from '../whole-map.ts'
import { csvFromTable } from './csv-from-table.ts'
import { gridFromMap } from './grid-from-map.ts'
import { tableFromGrid } from './grid-table.ts'
import { mermaidFromMap } from './mermaid-from-map.ts'
import { xlsxFromTable } from './xlsx-from-table.ts'

/** A map as a file that other tools open. It holds what its reader may see, and the same map gives the same bytes. */
export async function exportMapFile(
  context: Context,
  { params, query }: InputOf<typeof exportMapFileRoute>,
): Promise<LeavingFile> {
  const version = query.version === undefined ? {} : { version: query.version }
  const whole = await getMap(context, { params, query: version, body: undefined })
  const { defaultLocale } = await keptMap(context.postgres, context.workspace.number, params.map)
  const language = query.language ?? defaultLocale
  const bare = labelIn(whole.map.name ?? whole.journey.name, language)
    .text.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ')
    .trim()
  const name = `${bare.slice(0, 80) || 'map'}${whole.version ? ` v${whole.version.number}` : ''}`
  switch (query.format) {
    case 'csv': {
      const speech = { language, inWords: false }
      const text = csvFromTable(tableFromGrid(gridFromMap(whole, speech), speech))
      return { name: `${name}.csv`, contentType: 'text/csv; charset=utf-8', content: Buffer.from(text) }
    }
    case 'xlsx': {
      const speech = { language, inWords: true }
      return {
        name: `${name}.xlsx`,
        contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        content: await xlsxFromTable(tableFromGrid(gridFromMap(whole, speech), speech), language),
      }
    }
    case 'mermaid':
      return {
        name: `${name}.mmd`,
        contentType: 'text/vnd.mermaid; charset=utf-8',
        content: Buffer.from(mermaidFromMap(whole, language)),
      }
    case 'json':
      return {
        name: `${name}.json`,
        contentType: interchangeMediaType,
        content: (await exportMap(context, { params, query: version, body: undefined })) as AsyncIterable<string>,
      }
    default:
      throw new Error(`No such form: ${JSON.stringify(query.format satisfies never)}`)
  }
}
