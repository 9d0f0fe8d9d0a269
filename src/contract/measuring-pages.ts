import { z } from 'zod'
import { viewports } from '../vocabulary/page-sample.ts'
import { count, instant, inWorkspace } from './fields.ts'
import { toldRate } from './measuring-contacts.ts'
import { narrowing } from './narrowing.ts'
import { pagePicture } from './page-pictures.ts'
import { route } from './route.ts'

// Pages as the SDK's pointer samples tell of them: where customers click, how far they see, what they look at.

/** Null when fewer customers stand behind it than may be shown. */
const told = count.nullable()

const { channel: _, ...narrowingOfSamples } = narrowing

/**
 * What narrows samples: as every other question, save that they know no channel. A filter on journeys keeps the views
 * seen on a kept journey, from its first visit to its last, to the quarter of an hour.
 */
const sampleFilter = {
  map: z
    .string()
    .max(60)
    .optional()
    .describe('Whose touchpoints filters on journeys name; without one, events by name.'),
  from: instant.optional(),
  to: instant.optional(),
  ...narrowingOfSamples,
}

const frustration = {
  /** Views with at least one, of all views of the page. */
  rage: toldRate,
  dead: toldRate,
  error: toldRate,
  /** Views left by going back within five seconds. */
  quickBack: toldRate,
}

export const pagesAnswer = z.object({
  pages: z.array(
    z.object({
      template: z.string(),
      viewport: z.enum(viewports),
      views: count,
      customers: count,
      clicks: told,
      ...frustration,
      /** How much of the page was seen at most, on average; and for how many seconds it was in sight. */
      reach: z.number(),
      seconds: z.number(),
      /** Whether the touchpoint that was asked for claims this page. */
      claimed: z.boolean(),
    }),
  ),
  /** Pages of fewer customers than may be shown. */
  hidden: count,
  /** Views of pages beyond those that are kept apart on one day. */
  others: told,
})
export type PagesAnswer = z.output<typeof pagesAnswer>

export const askPages = route({
  name: 'measuring.askPages',
  method: 'get',
  path: '/api/w/{workspace}/pages',
  access: 'measure.read',
  summary: 'Which pages were sampled: views, clicks in fury or in vain, how far they are seen and how long.',
  params: inWorkspace,
  query: z.strictObject({
    ...sampleFilter,
    touchpoint: z.string().max(60).optional().describe('With a map: marks the pages that this touchpoint claims.'),
  }),
  answer: pagesAnswer,
})

export const heatmapAnswer = z.object({
  template: z.string(),
  viewport: z.enum(viewports),
  views: count,
  customers: count,
  /** Whether there is too little to tell anything. */
  hidden: z.boolean(),
  /** The height of the page in thousandths of its width; the median of the views. */
  height: count,
  ...frustration,
  elements: z.array(
    z.object({
      path: z.string(),
      /** Thousandths of the page's width, medians. */
      x: count,
      y: count,
      width: count,
      height: count,
      /** Views in which it stood there. */
      views: count,
      /** Views in which it was clicked. */
      clicked: told,
      /** Clicks and taps; and of them, views with a click in fury, in vain, with an error. */
      clicks: told,
      rage: told,
      dead: told,
      error: told,
    }),
  ),
  /**
   * Clicks and taps by place: `element` is a place in `elements`; the cell begins at `x`, `y` on a grid of 1000 × 1000 and
   * is `size` wide. Cells of few customers are told in larger ones, up to the whole element.
   */
  cells: z.array(z.object({ element: count, x: count, y: count, size: count, clicks: count })),
  /** Clicks whose element is not told. */
  elsewhere: told,
  /** What the page looks like, where somebody brought a picture of it. */
  picture: pagePicture.nullable(),
  /** How many views saw the page down to this share of its height: a survival curve, with its intervals. */
  scroll: z.array(z.object({ depth: z.number(), seen: toldRate })),
  /** Seconds in sight of each twentieth of the page, on average over all views. */
  attention: z.array(z.object({ from: z.number(), to: z.number(), seconds: z.number() })),
})
export type HeatmapAnswer = z.output<typeof heatmapAnswer>

export const askHeatmap = route({
  name: 'measuring.askHeatmap',
  method: 'get',
  path: '/api/w/{workspace}/heatmap',
  access: 'measure.read',
  summary: 'Where one page is clicked, in fury or in vain, how far it is seen and what is looked at.',
  params: inWorkspace,
  query: z.strictObject({
    ...sampleFilter,
    page: z.string().max(200).describe('The page: a template as `pages` tells it.'),
    viewport: z.enum(viewports).default('wide').describe('narrow: below 600 pixels; middle: below 1024; wide.'),
  }),
  answer: heatmapAnswer,
})
