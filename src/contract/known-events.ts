import { z } from 'zod'
import { inWorkspace } from './fields.ts'
import { route } from './route.ts'

/** Names and values to choose from, where somebody would else have to know them by heart. */
export const knownProperties = route({
  name: 'listening.knownProperties',
  method: 'get',
  path: '/api/w/{workspace}/survey-events/properties',
  access: 'measure.read',
  summary: 'The properties of an event in the last 90 days, and their values that enough customers have.',
  params: inWorkspace,
  query: z.strictObject({ event: z.string().min(1).max(200) }),
  answer: z.strictObject({
    properties: z.array(
      z.strictObject({
        name: z.string(),
        /** Of a text, the most frequent first; none of a number. */
        values: z.array(z.string()),
      }),
    ),
  }),
})
