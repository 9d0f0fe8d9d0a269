import { z } from 'zod'
import { objectId } from '../extensible.ts'
import { labelShape, plainText } from '../label.ts'
import { contactFields, fileFormats, questionKinds } from './survey-kinds.ts'
import { isLogo, largestLogoBytes } from './survey-theme.ts'

/**
 * When something is asked: a tree over answers given before. Data rather than a language, so that it is drawn, checked
 * for what can never hold, and the same in the browser and on the server.
 */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly answered: string }
  | { readonly question: string; readonly is: readonly string[] }
  | { readonly question: string; readonly from?: number | undefined; readonly to?: number | undefined }

const conditionShape: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(conditionShape).min(1).max(20) }),
    z.strictObject({ any: z.array(conditionShape).min(1).max(20) }),
    z.strictObject({ not: conditionShape }),
    z.strictObject({ answered: objectId }),
    z.strictObject({ question: objectId, is: z.array(objectId).min(1).max(50) }),
    z
      .strictObject({ question: objectId, from: z.number().exactOptional(), to: z.number().exactOptional() })
      .refine(({ from, to }) => from !== undefined || to !== undefined, 'a range has a beginning or an end'),
  ]),
)

const choiceShape = z.strictObject({
  id: objectId,
  label: labelShape,
  /** Chosen alone among several: "none of these". */
  alone: z.boolean().exactOptional(),
  /** Where answers change places, this one keeps its own: "something else". */
  stays: z.boolean().exactOptional(),
})
export type Choice = z.output<typeof choiceShape>

const questionShape = z.strictObject({
  id: objectId,
  kind: z.enum(questionKinds),
  text: labelShape,
  help: labelShape.exactOptional(),
  required: z.boolean().exactOptional(),
  showIf: conditionShape.exactOptional(),
  /** The ends of a scale. */
  min: z.int().exactOptional(),
  max: z.int().exactOptional(),
  lowLabel: labelShape.exactOptional(),
  highLabel: labelShape.exactOptional(),
  /** Of `single`, `multiple`, `ranking`; the columns of a `matrix`. */
  choices: z.array(choiceShape).max(60).exactOptional(),
  /** Offered answers, or the lines of a `matrix`, stand in another order for each person. */
  shuffle: z.boolean().exactOptional(),
  /** Of a `matrix`. */
  rows: z.array(choiceShape).max(30).exactOptional(),
  /** The most characters of a `text`. */
  limit: z.int().min(1).max(5000).exactOptional(),
  /** Of `contact`. */
  fields: z.array(z.enum(contactFields)).exactOptional(),
  /** Of `file`: what may be sent, how many files, and the most megabytes of each. */
  takes: z.array(z.enum(fileFormats)).min(1).max(5).exactOptional(),
  files: z.int().min(1).max(5).exactOptional(),
  largest: z.int().min(1).max(20).exactOptional(),
})
export type Question = z.output<typeof questionShape>

const endingShape = z.strictObject({
  id: objectId,
  title: labelShape,
  text: labelShape.exactOptional(),
  showIf: conditionShape.exactOptional(),
})
export type Ending = z.output<typeof endingShape>

const surveyPageShape = z.strictObject({
  id: objectId,
  showIf: conditionShape.exactOptional(),
  /** The rotating block that it belongs to. */
  block: objectId.exactOptional(),
  questions: z.array(questionShape).max(40),
})
export type SurveyPage = z.output<typeof surveyPageShape>

export const variableKinds = ['sum', 'mean', 'count', 'first'] as const

/** A number computed from answers, or the part that it falls in. Data, so that it is checked and the same everywhere. */
const variableShape = z.strictObject({
  id: objectId,
  label: labelShape,
  how: z.enum(variableKinds),
  of: z
    .array(
      z.strictObject({
        /** A question, or a variable before this one. */
        question: objectId,
        /** What its choices count, by their ids; a number counts for itself. */
        points: z.record(objectId, z.number().min(-1000).max(1000)).exactOptional(),
      }),
    )
    .min(1)
    .max(40),
  /** The parts that numbers fall in, the lowest first: each begins at its number, the lowest holds what lies under it too. */
  bands: z
    .array(z.strictObject({ id: objectId, label: labelShape, from: z.number() }))
    .max(10)
    .exactOptional(),
})
export type Variable = z.output<typeof variableShape>

/** How many finished responses are wanted, of all or of those whose answers meet a condition. */
const quotaShape = z.strictObject({
  id: objectId,
  limit: z.int().min(1).max(1_000_000),
  /** None: every response counts. */
  when: conditionShape.exactOptional(),
  /** What is read by whom it ends. */
  title: labelShape.exactOptional(),
  text: labelShape.exactOptional(),
})
export type Quota = z.output<typeof quotaShape>

const hex = z.string().regex(/^#[0-9a-f]{6}$/i)

/** How a survey looks, besides its accent. What is not said is as the product looks. */
export const surveyThemeShape = z.strictObject({
  /** The colour of the page by day; the night is computed. */
  paper: hex.exactOptional(),
  /** How round corners are, in pixels. */
  corner: z.int().min(0).max(24).exactOptional(),
  /** The size of text, in percent of what the reader's browser says. */
  text: z.int().min(90).max(150).exactOptional(),
  /** `data:image/png;base64,…`, at most 12 kB: it rides on every page. */
  logo: z
    .string()
    .max(Math.ceil((largestLogoBytes * 4) / 3) + 40)
    .refine(isLogo, 'The logo is no small PNG, JPEG or WebP')
    .exactOptional(),
})
export type SurveyTheme = z.output<typeof surveyThemeShape>

/** What is asked, in which order, and how it ends. Published, it never changes: answers belong to one version of it. */
export const surveyShape = z.strictObject({
  languages: z
    .array(z.enum(['fr', 'en']))
    .min(1)
    .max(2),
  title: labelShape,
  intro: labelShape.exactOptional(),
  pages: z.array(surveyPageShape).max(40),
  /** The first whose condition holds; the last has none. */
  endings: z.array(endingShape).max(20),
  quotas: z.array(quotaShape).max(20).exactOptional(),
  variables: z.array(variableShape).max(20).exactOptional(),
  /** Each person is asked so many of the blocks that pages belong to, drawn by lot. */
  rotate: z.strictObject({ take: z.int().min(1).max(20) }).exactOptional(),
  /** What is done with the answers, read before the first question. */
  notice: labelShape.exactOptional(),
  accent: hex.exactOptional(),
  theme: surveyThemeShape.exactOptional(),
  /** Advice that the author knows and does not follow: its code, and where. Of a draft only. */
  setAside: z.array(z.string().max(160)).max(200).exactOptional(),
})
export type Survey = z.output<typeof surveyShape>

/** What was said to one question, by kind: a number, ids of choices, a choice for each row, words, a day, details. */
export type Answer = number | boolean | string | readonly string[] | Readonly<Record<string, string>>
export type Answers = Readonly<Record<string, Answer>>

export const answerShape = z.union([
  z.number(),
  z.boolean(),
  plainText(5000),
  z.array(z.string().max(80)).max(60),
  z.record(z.string().max(80), plainText(400)),
])

export const questionsOf = (survey: Survey): readonly Question[] => survey.pages.flatMap(page => page.questions)
