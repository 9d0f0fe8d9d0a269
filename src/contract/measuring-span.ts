import { z } from 'zod'
import { instant, inWorkspace } from './fields.ts'
import { route } from './route.ts'

const spanAnswer = z.object({ span: z.object({ firstAt: instant, lastAt: instant }).nullable() })
export type LivedSpan = z.output<typeof spanAnswer>['span']

/** From when to when there is anything to measure. */
export const livedSpan = route({
  name: 'measuring.livedSpan',
  method: 'get',
  path: '/api/w/{workspace}/lived-span',
  access: 'measure.read',
  summary: 'Says when the first and the last event of the workspace happened; null where there is none.',
  params: inWorkspace,
  answer: spanAnswer,
})
