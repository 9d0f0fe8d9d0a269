import { z } from 'zod'
import { plainText } from '../vocabulary/label.ts'
import { count, instant, locale, ofSurvey } from './fields.ts'
import { route } from './route.ts'

// The addresses at which a survey is answered.

export const surveyLink = z.strictObject({
  id: z.string(),
  /** Where the address stands: a till, a poster, a receipt. Empty for the general one. */
  place: z.string(),
  /** For phones and mail, or for a tablet that stands there. */
  kind: z.enum(['address', 'kiosk']),
  /** The whole address. */
  address: z.string(),
  madeAt: instant,
  closedAt: instant.nullable(),
  started: count,
  completed: count,
})
export type SurveyLink = z.output<typeof surveyLink>

export const listSurveyLinks = route({
  name: 'listening.listSurveyLinks',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/links',
  access: 'measure.read',
  summary: 'The addresses at which a survey is answered, with how many answered at each.',
  params: ofSurvey,
  answer: z.strictObject({ links: z.array(surveyLink) }),
})

export const createSurveyLink = route({
  name: 'listening.createSurveyLink',
  method: 'post',
  path: '/api/w/{workspace}/surveys/{survey}/links',
  access: 'survey.edit',
  summary: 'Makes one more address of a survey, for a place of its own.',
  params: ofSurvey,
  body: z.strictObject({ place: plainText(120), kind: z.enum(['address', 'kiosk']).default('address') }),
  answer: surveyLink,
  status: 201,
})

export const addPlaces = route({
  name: 'listening.addPlaces',
  method: 'post',
  path: '/api/w/{workspace}/surveys/{survey}/links/places',
  access: 'survey.edit',
  summary: 'Makes an address for each of many places, a name each; says which lines were left and why.',
  params: ofSurvey,
  body: z.strictObject({ places: z.array(plainText(400)).min(1).max(2000) }),
  answer: z.strictObject({
    made: count,
    left: z.array(
      z.strictObject({ line: z.number().int(), place: z.string(), why: z.enum(['empty', 'twice', 'long']) }),
    ),
  }),
})

export const drawCode = route({
  name: 'listening.drawCode',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/links/{surveyLink}/code.svg',
  access: 'measure.read',
  summary: 'The address as a QR code that a printer may enlarge.',
  params: ofSurvey.extend({ surveyLink: z.string().max(40) }),
  streams: 'image/svg+xml',
})

export const printCodes = route({
  name: 'listening.printCodes',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/codes.pdf',
  access: 'measure.read',
  summary: 'The QR codes of all open addresses on A4 sheets, six a sheet, each with its place.',
  params: ofSurvey,
  query: z.strictObject({ language: locale.default('fr') }),
  streams: 'application/pdf',
})

export const closeSurveyLink = route({
  name: 'listening.closeSurveyLink',
  method: 'delete',
  path: '/api/w/{workspace}/surveys/{survey}/links/{surveyLink}',
  access: 'survey.edit',
  summary: 'Closes an address: nobody answers there any more.',
  params: ofSurvey.extend({ surveyLink: z.string().max(40) }),
})
