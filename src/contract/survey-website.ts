import { z } from 'zod'
import { plainText } from '../vocabulary/label.ts'
import { surveyShape } from '../vocabulary/survey/survey.ts'
import { notShownReasons } from '../vocabulary/survey/survey-display.ts'
import { count, ofSurvey } from './fields.ts'
import { type ReplyOf, route } from './route.ts'

// Surveys that show themselves on a web site: the rules, how often they showed, and what the widget asks for.

const pattern = plainText(200).regex(/^(\/|\*)/, 'a page is a path such as /orders/*')

export const displayShape = z.strictObject({
  isOn: z.boolean(),
  pages: z.array(pattern).max(30),
  notPages: z.array(pattern).max(30),
  sites: z.array(z.string().regex(/^[a-z0-9.-]+(:\d{1,5})?$/i, 'a site is a host such as shop.example.com')).max(30),
  moment: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('seconds'), seconds: z.number().min(0).max(3600) }),
    z.strictObject({ kind: z.literal('scroll'), share: z.number().min(0).max(1) }),
    z.strictObject({ kind: z.literal('exit') }),
    z.strictObject({ kind: z.literal('event'), event: plainText(200).min(1) }),
  ]),
  share: z.number().min(0).max(1),
  everyDays: z.int().min(1).max(730),
  purpose: plainText(60),
})

export const surveyWebsite = z.strictObject({
  display: displayShape,
  /** Since it first showed: how often, how many closed it, began to answer, and went to the end. */
  shown: count,
  dismissed: count,
  started: count,
  completed: count,
})
export type SurveyWebsite = z.output<typeof surveyWebsite>

export const getSurveyWebsite = route({
  name: 'listening.getSurveyWebsite',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/website',
  access: 'measure.read',
  summary: 'When and where a survey shows itself on web sites, and how often it did.',
  params: ofSurvey,
  answer: surveyWebsite,
})

export const saveSurveyWebsite = route({
  name: 'listening.saveSurveyWebsite',
  method: 'put',
  path: '/api/w/{workspace}/surveys/{survey}/website',
  access: 'survey.edit',
  summary: 'Sets when and where a survey shows itself on web sites, or that it does not.',
  params: ofSurvey,
  body: displayShape,
  answer: surveyWebsite,
})

const id = z.string().min(1).max(200)
const who = {
  writeKey: z.string().max(200),
  anonymousId: id,
  userId: id.optional(),
}

/** What the widget asks on a page: which surveys may show to this visitor, and what they wait for. */
export const offerBody = z.object({ ...who, explain: z.boolean().optional() })
export const offer = z.strictObject({
  survey: z.string(),
  pages: z.array(z.string()),
  notPages: z.array(z.string()),
  moment: displayShape.shape.moment,
  purpose: z.string(),
})
export type SurveyOffer = z.output<typeof offer>
export const refusedOffer = z.strictObject({ survey: z.string(), why: z.enum(notShownReasons) })

/** Access-Control asks no leave for a body that calls itself text; it is JSON. */
const door = { method: 'post' as const, access: 'event.write' as const }

export const offerSurveysDoor = route({
  ...door,
  name: 'listening.offerSurveys',
  path: '/v1/surveys',
  summary: 'The surveys that may show to a visitor of a web site. Nothing is kept of the question.',
  body: offerBody,
  answer: z.strictObject({
    surveys: z.array(offer),
    /** With `explain`: those that may not, and why. */
    others: z.array(refusedOffer).exactOptional(),
  }),
})

export const showBody = z.object({
  ...who,
  survey: id,
  path: z.string().max(2000),
  languages: z.array(z.string()).max(9),
})

export const showSurveyDoor = route({
  ...door,
  name: 'listening.showSurvey',
  path: '/v1/surveys/show',
  summary: 'Shows a survey to a visitor now, or says why not. Counted as a showing; its id is the key of the answers.',
  body: showBody,
  answer: z.union([
    z.strictObject({ show: z.literal(false), why: z.enum(notShownReasons) }),
    z.strictObject({
      show: z.literal(true),
      impression: z.string(),
      language: z.enum(['fr', 'en']),
      definition: surveyShape,
      /** Its look, as declarations for the box that it stands in. */
      style: z.string().optional(),
      /** Work for the browser before the first page is taken: `proof` of that page is what `/sdk/solve.js` makes of it. */
      challenge: z.string().optional(),
    }),
  ]),
})
export type SurveyShowing = ReplyOf<typeof showSurveyDoor>
export type { NotShownReason } from '../vocabulary/survey/survey-display.ts'

export const dismissSurveyDoor = route({
  ...door,
  name: 'listening.dismissSurvey',
  path: '/v1/surveys/dismiss',
  summary: 'The visitor closed a survey without answering to its end.',
  body: z.object({ writeKey: z.string().max(200), impression: z.uuid() }),
  answer: z.strictObject({ success: z.literal(true) }),
})

export const takeWebAnswersDoor = route({
  ...door,
  name: 'listening.takeWebAnswers',
  path: '/v1/surveys/answers',
  summary:
    'Takes a page of answers from a web site, sent as a form. The key is the id of the showing: sent again, it changes nothing.',
  answer: z.strictObject({ success: z.literal(true), completed: z.boolean() }),
})
