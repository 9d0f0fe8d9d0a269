import { z } from 'zod'
import { ofSurvey, pageQuery } from './fields.ts'
import { route } from './route.ts'

// The files that people sent as answers.

export const listSentFiles = route({
  name: 'listening.listSentFiles',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/files',
  access: 'customer.read',
  summary: 'The files that people sent as answers, by response, the latest first, page by page.',
  params: ofSurvey,
  query: z.strictObject({ ...pageQuery, place: z.string().max(40).optional() }),
  answer: z.strictObject({
    files: z.array(
      z.strictObject({
        file: z.string(),
        response: z.string(),
        question: z.string(),
        format: z.enum(['jpeg', 'png', 'webp', 'pdf']),
        bytes: z.number().int().min(0),
        place: z.string(),
      }),
    ),
    cursor: z.string().nullable(),
    /** An anonymous survey tells nothing of so few. */
    withheld: z.boolean(),
  }),
})

export const downloadSentFile = route({
  name: 'listening.downloadSentFile',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/files/{sentFile}',
  access: 'personal.read',
  summary:
    'A file that somebody sent as an answer, to be saved: nothing in a picture can be masked, so it is for those who may read personal values.',
  params: ofSurvey.extend({ sentFile: z.string().max(40) }),
  streams: 'application/octet-stream',
})
