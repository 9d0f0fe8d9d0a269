import { z } from 'zod'
import { instant, inWorkspace, locale } from './fields.ts'
import { route } from './route.ts'

// The answers to a survey as files for other tools.

/** `spss` is a zip of a CSV with numbers for answers and of the syntax that names them. */
export const answerFormats = ['csv', 'xlsx', 'jsonl', 'spss'] as const
export type AnswerFormat = (typeof answerFormats)[number]

export const exportAnswers = route({
  name: 'listening.exportAnswers',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/answers',
  access: 'event.export',
  summary: 'Every response as a row, a column a question. Contact details only for those who may see them.',
  params: inWorkspace.extend({ survey: z.string().max(40) }),
  query: z.strictObject({
    format: z.enum(answerFormats).default('csv'),
    /** What parts the cells of a CSV. French spreadsheets read semicolons, and decimal commas with them. */
    separator: z.enum(['comma', 'semicolon']).default('comma'),
    /** In which language questions and answers are named in the SPSS syntax. */
    language: locale.default('fr'),
    version: z.coerce.number().int().min(1).optional(),
    place: z.string().max(40).optional(),
    from: instant.optional(),
    to: instant.optional(),
  }),
  streams: 'text/csv; charset=utf-8',
})
