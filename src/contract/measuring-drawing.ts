import { z } from 'zod'
import { inMap } from './fields.ts'
import { drawnAs, drawnViews } from './map-drawing.ts'
import { measureFilter } from './measuring.ts'
import { route } from './route.ts'

/** A map drawn with what was lived on it: the same choices as of a drawing of the map alone, and those of measures. */
export const drawMeasuredMap = route({
  name: 'measuring.drawMeasuredMap',
  method: 'get',
  path: '/api/w/{workspace}/maps/{map}/measured-drawing',
  access: 'measure.read',
  summary: 'Draws a map with its measured curve and reach, or with the gap between what is lived and what is desired.',
  params: inMap,
  query: drawnAs.extend({
    ...measureFilter.shape,
    view: z.enum(drawnViews).default('lived'),
  }),
  streams: 'application/octet-stream',
})
