import { z } from 'zod'
import { objectId } from '../vocabulary/extensible.ts'
import { plainText } from '../vocabulary/label.ts'
import { surveyShape } from '../vocabulary/survey/survey.ts'
import { bindingStates } from '../vocabulary/survey/survey-binding.ts'
import { questionKinds, surveyKinds } from '../vocabulary/survey/survey-kinds.ts'
import { comparabilities } from '../vocabulary/survey/survey-versions.ts'
import { instant, inWorkspace, locale, pageQuery } from './fields.ts'
import { route } from './route.ts'

// Surveys: what is asked, by which addresses, and what was answered.

const count = z.number().int().min(0)

/** A `draft` was never published; a `live` one takes answers, a `paused` or `closed` one says that it does not. */
export const surveyStates = ['draft', 'live', 'paused', 'closed'] as const
export type SurveyState = (typeof surveyStates)[number]

export const surveyFault = z.strictObject({
  code: z.string(),
  weight: z.enum(['error', 'warning']),
  at: z.string().exactOptional(),
  fr: z.string(),
  en: z.string(),
})

const summary = {
  id: z.string(),
  kind: z.enum(surveyKinds),
  state: z.enum(surveyStates),
  /** The touchpoint that it asks about; null for the whole relationship. */
  touchpoint: z.string().nullable(),
  /** The map and the step that it asks about, where it says one. */
  map: z.string().nullable(),
  step: z.string().nullable(),
  /** Whether all these are still there. */
  binding: z.enum(bindingStates),
  /** The number of the version that is answered now; null before the first. */
  version: z.number().int().nullable(),
  changedAt: instant,
}

export const surveyLine = z.strictObject({
  ...summary,
  title: surveyShape.shape.title,
  /** Responses that hold an answer, and those among them that went to the end. */
  started: count,
  completed: count,
  lastAnswerAt: instant.nullable(),
})
export type SurveyLine = z.output<typeof surveyLine>

export const wholeSurvey = z.strictObject({
  ...summary,
  /** Counts every change of the draft: what is saved says which one it changes. */
  revision: z.number().int(),
  survey: surveyShape,
  /** The draft says something else than the version that is answered. */
  isChanged: z.boolean(),
  faults: z.array(surveyFault),
  /** The longest that it takes, in seconds, and what one of its kind should. */
  seconds: count,
  budgetSeconds: count,
})
export type WholeSurvey = z.output<typeof wholeSurvey>

const ofSurvey = inWorkspace.extend({ survey: z.string().max(40) })

export const listSurveys = route({
  name: 'listening.listSurveys',
  method: 'get',
  path: '/api/w/{workspace}/surveys',
  access: 'measure.read',
  summary: 'Lists the surveys of the workspace, the last changed first, with how many answered each.',
  params: inWorkspace,
  answer: z.strictObject({ surveys: z.array(surveyLine) }),
})

export const createSurvey = route({
  name: 'listening.createSurvey',
  method: 'post',
  path: '/api/w/{workspace}/surveys',
  access: 'survey.edit',
  summary: 'Makes a survey from a template, or with one empty question.',
  params: inWorkspace,
  body: z.strictObject({ template: z.string().max(40).nullable() }),
  answer: wholeSurvey,
  status: 201,
})

export const getSurvey = route({
  name: 'listening.getSurvey',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}',
  access: 'measure.read',
  summary: 'One survey as it is being written, with all that is to be mended before it is published.',
  params: ofSurvey,
  answer: wholeSurvey,
})

export const saveSurvey = route({
  name: 'listening.saveSurvey',
  method: 'put',
  path: '/api/w/{workspace}/surveys/{survey}',
  access: 'survey.edit',
  summary: 'Saves the draft of a survey. Answers go on to the version that was published before.',
  params: ofSurvey,
  body: z.strictObject({
    revision: z.number().int(),
    survey: surveyShape,
    kind: z.enum(surveyKinds),
    touchpoint: objectId.nullable(),
    map: objectId.nullable().exactOptional(),
    step: objectId.nullable().exactOptional(),
  }),
  answer: wholeSurvey,
})

export const publishSurvey = route({
  name: 'listening.publishSurvey',
  method: 'post',
  path: '/api/w/{workspace}/surveys/{survey}/publish',
  access: 'survey.edit',
  summary: 'Makes the draft a version that never changes, which is answered from now on.',
  params: ofSurvey,
  body: z.strictObject({
    revision: z.number().int(),
    /** Of questions that were changed, whether their answers count on; proposed from the changes where it is not said. */
    comparable: z.record(objectId, z.enum(comparabilities)).exactOptional(),
  }),
  answer: wholeSurvey,
})

export const previewPage = route({
  name: 'listening.previewPage',
  method: 'post',
  path: '/api/w/{workspace}/surveys/preview',
  access: 'measure.read',
  summary: 'One page of a survey exactly as it would be answered. Nothing is kept.',
  params: inWorkspace,
  body: z.strictObject({ survey: surveyShape, page: objectId.nullable(), language: locale }),
  streams: 'text/html; charset=utf-8',
})

export const setSurveyState = route({
  name: 'listening.setSurveyState',
  method: 'post',
  path: '/api/w/{workspace}/surveys/{survey}/state',
  access: 'survey.edit',
  summary: 'Pauses a survey, takes it up again, or closes it. Answers already given stay.',
  params: ofSurvey,
  body: z.strictObject({ state: z.enum(['live', 'paused', 'closed']) }),
  answer: wholeSurvey,
})

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

const score = z.strictObject({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  n: count,
  mean: z.number(),
})

export const questionResult = z.strictObject({
  question: z.string(),
  kind: z.enum(questionKinds),
  text: surveyShape.shape.title,
  /** How many answered it. */
  n: count,
  /** How many it was shown to: who was not asked passed nothing over. Null of answers from before that was noted. */
  asked: count.nullable(),
  /** By answer: a number of the scale, or the id of a choice, with its words. A matrix: `row/choice`. */
  answers: z.array(z.strictObject({ answer: z.string(), label: surveyShape.shape.title.nullable(), n: count })),
  /** NPS, CSAT or CES with its 95 % interval; null for other kinds, and of no answer. */
  score: score.nullable(),
  /** Why the score is not put forward, or told with its doubt. */
  doubt: z.enum(['none', 'few', 'tooFew']),
})
export type QuestionResult = z.output<typeof questionResult>

export const surveyResults = route({
  name: 'listening.surveyResults',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/results',
  access: 'measure.read',
  summary: 'What was answered, question by question, to one version of a survey.',
  params: ofSurvey,
  query: z.strictObject({
    version: z.coerce.number().int().min(1).optional(),
    from: instant.optional(),
    to: instant.optional(),
    place: z.string().max(40).optional(),
  }),
  answer: z.strictObject({
    versions: z.array(z.strictObject({ number: z.number().int(), publishedAt: instant })),
    version: z.number().int().nullable(),
    started: count,
    completed: count,
    questions: z.array(questionResult),
    /** An anonymous survey tells nothing of so few, nor of a part that leaves so few. */
    withheld: z.boolean(),
  }),
})

export const surveyComments = route({
  name: 'listening.surveyComments',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/comments',
  access: 'customer.read',
  summary: 'What people wrote, the latest first, page by page.',
  params: ofSurvey,
  query: z.strictObject({
    ...pageQuery,
    question: objectId.optional(),
    place: z.string().max(40).optional(),
    /** Of those who gave such a score, on the scale of the first question that has one. */
    scoreFrom: z.coerce.number().optional(),
    scoreTo: z.coerce.number().optional(),
    /** Looked for in the words, whatever their accents. A page may then hold few, and lead on to others. */
    search: z.string().max(80).optional(),
  }),
  answer: z.strictObject({
    comments: z.array(
      z.strictObject({
        response: z.string(),
        question: z.string(),
        text: z.string(),
        language: locale,
        place: z.string(),
        /** The answer to the first question of a score in the same response. */
        score: z.number().nullable(),
        at: instant,
      }),
    ),
    cursor: z.string().nullable(),
    /** An anonymous survey tells nothing of so few. */
    withheld: z.boolean(),
  }),
})

export const deleteResponse = route({
  name: 'listening.deleteResponse',
  method: 'delete',
  path: '/api/w/{workspace}/surveys/{survey}/responses/{response}',
  access: 'survey.edit',
  summary: 'Deletes one response with all it holds, for whoever asks that theirs be forgotten.',
  params: ofSurvey.extend({ response: z.string().max(40) }),
})

const page = { access: 'public' as const, streams: 'text/html; charset=utf-8' }

export const openSurveyDoor = route({
  ...page,
  name: 'listening.openSurvey',
  method: 'get',
  path: '/s/{token}',
  summary: 'The first page of a survey. Looking at it changes nothing, so programmes that follow links do no harm.',
})

export const beginResponseDoor = route({
  ...page,
  name: 'listening.beginResponse',
  method: 'post',
  path: '/s/{token}',
  summary: 'Takes the answers of the first page, sent as a form, and leads on to the address of the response.',
})

export const openResponseDoor = route({
  ...page,
  name: 'listening.openResponse',
  method: 'get',
  path: '/s/{token}/{answers}',
  summary: 'The next page of a response, on whatever device: what was answered is there.',
})

export const continueResponseDoor = route({
  ...page,
  name: 'listening.continueResponse',
  method: 'post',
  path: '/s/{token}/{answers}',
  summary: 'Takes the answers of a page; after the last one the response is complete and changes no more.',
})
