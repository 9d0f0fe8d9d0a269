import { z } from 'zod'
import { plainText } from '../vocabulary/label.ts'
import { inMap, locale } from './fields.ts'
import { route } from './route.ts'

export const drawingFormats = ['svg', 'png', 'pdf', 'pptx'] as const
export type DrawingFormat = (typeof drawingFormats)[number]

/** One page as large as the map, or sheets of a size, lying. */
export const drawingPapers = ['fit', 'A4', 'A3', 'A2', 'A1'] as const
export type DrawingPaper = (typeof drawingPapers)[number]

const drawingSchemes = ['warm', 'print'] as const

/** What is drawn beside what was designed: what was lived, or how far that stands from what is desired. */
export const drawnViews = ['lived', 'gap'] as const
export type DrawnView = (typeof drawnViews)[number]

// The lanes of feelings and touchpoints are drawn even where the map has none: `~emotion` and `~touchpoint`.
const drawnIds = plainText(8000)
  .regex(/^~?[A-Za-z0-9_.:-]+(,~?[A-Za-z0-9_.:-]+)*$/, 'Ids are separated by commas')
  .transform(text => text.split(','))

/** How a map is drawn. */
export const drawnAs = z.strictObject({
  format: z.enum(drawingFormats).default('svg'),
  /** The language of the workspace when not said. */
  language: locale.exactOptional(),
  /** For PDF: the sheets. A map that would be too small to read on one goes on several. */
  paper: z.enum(drawingPapers).default('fit'),
  /** `one` keeps a PDF on one sheet, however small the text. */
  pages: z.enum(['auto', 'one']).default('auto'),
  /** `print` has a white ground and lines that a copier keeps. */
  scheme: z.enum(drawingSchemes).default('warm'),
  /** The lanes and phases to draw, by id with commas between; all when not said. */
  lanes: drawnIds.exactOptional(),
  phases: drawnIds.exactOptional(),
  /** A line for the foot instead of the usual one; empty for none. */
  note: plainText(160).exactOptional(),
  version: z.coerce.number().int().min(1).exactOptional(),
})

export const drawMap = route({
  name: 'mapping.drawMap',
  method: 'get',
  path: '/api/w/{workspace}/maps/{map}/drawing',
  access: 'map.read',
  summary:
    'Draws a map, its draft or a published version, as SVG, PNG, PDF or PPTX; the same map gives the same bytes.',
  params: inMap,
  query: drawnAs,
  streams: 'application/octet-stream',
})
