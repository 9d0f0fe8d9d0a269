import { isUtf8 } from 'node:buffer'
import type { AnswerOf, InputOf } from '../../contract/route.ts'
import {
  type importSurveyFile as importSurveyFileRoute,
  largestSurveyFileBytes,
  type SurveyFileReport,
} from '../../contract/survey-files.ts'
import type { ArrivingFile, Context } from '../../feature.ts'
import { touchpointStandings } from '../../mapping/index.ts'
import { isKeepable, type Tongue } from '../../vocabulary/label.ts'
import { problem } from '../../vocabulary/problem.ts'
import { questionsOf, type Survey, surveyShape } from '../../vocabulary/survey/survey.ts'
import { bindingState, type SurveyBinding, unbound } from '../../vocabulary/survey/survey-binding.ts'
import { surveyFaults } from '../../vocabulary/survey/survey-faults.ts'
import { surveyFileShape } from '../../vocabulary/survey/survey-file.ts'
import type { SurveyKind } from '../../vocabulary/survey/survey-kinds.ts'
import { addSurvey } from '../write-survey.ts'
import { gatherRemarks, type Remarks } from './remarks.ts'
import { isSurveyJs, surveyFromSurveyJs } from './survey-from-surveyjs.ts'

export type ReadSurvey = {
  readonly format: 'surveyjs' | 'parcours'
  readonly kind: SurveyKind
  readonly binding: SurveyBinding
  readonly survey: Survey
}

/**
 * Makes a draft of a file. A dry run tells all there is to say of it; otherwise a file with an error is refused whole.
 * @throws problem `survey_file_invalid` with everything that is wrong.
 */
export async function importSurveyFile(
  context: Context,
  { query }: InputOf<typeof importSurveyFileRoute>,
  arriving: ArrivingFile | undefined,
): Promise<AnswerOf<typeof importSurveyFileRoute>> {
  if (!arriving) throw problem('input_invalid', { reason: 'the body must be a file' })
  const remarks = gatherRemarks()
  const text = await textIn(arriving, remarks)
  const told = text === undefined ? undefined : readSurveyText(text, query.language, remarks)
  const read = told && (await hung(context, told, remarks))
  const isRefused = !read || remarks.refuses()
  if (isRefused && query.dryRun === 'false') {
    const problems = remarks.list().filter(({ weight }) => weight === 'error')
    const more = problems.length - 1
    const [first] = problems
    const reason = (tongue: Tongue, others: string) =>
      `${first?.[tongue] ?? ''}`.replace(/\.$/, '') + (more > 0 ? ` (+ ${more} ${others})` : '')
    throw problem('survey_file_invalid', {
      reason: { en: reason('en', 'more'), fr: reason('fr', 'de plus') },
      problems,
    })
  }
  const survey =
    isRefused || query.dryRun === 'true' ? null : await addSurvey(context, read, { file: read.format, template: null })
  return { ...reportOf(read, remarks), survey }
}

/** Hangs the survey where its file says, as far as that is here. */
async function hung(context: Context, read: ReadSurvey, remarks: Remarks): Promise<ReadSurvey> {
  const { touchpoint, map } = read.binding
  if (touchpoint === null && map === null) return read
  const { touchpoints, steps } = await touchpointStandings(context, context.workspace.number)
  if (bindingState(read.binding, touchpoints, steps) === 'placed') return read
  remarks.warn(
    {
      fr: 'Le point de contact ou l’étape du fichier n’est pas ici : l’enquête n’est rattachée à rien.',
      en: 'The touchpoint or step of the file is not here: the survey hangs on nothing.',
    },
    { value: touchpoint ?? map ?? undefined },
  )
  return { ...read, binding: unbound }
}

function reportOf(read: ReadSurvey | undefined, remarks: Remarks): Omit<SurveyFileReport, 'survey'> {
  const { survey } = read ?? {}
  const questions = survey ? questionsOf(survey) : []
  return {
    format: read?.format ?? null,
    title: survey?.title ?? null,
    kind: read?.kind ?? null,
    languages: [...(survey?.languages ?? [])],
    pages: survey?.pages.length ?? 0,
    questions: questions.length,
    conditions: [...questions, ...(survey?.pages ?? []), ...(survey?.endings ?? [])].filter(({ showIf }) => showIf)
      .length,
    endings: survey?.endings.length ?? 0,
    remarks: [...remarks.list()],
  }
}

async function textIn({ stream, sizeBytes }: ArrivingFile, remarks: Remarks): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    // The rest is heard out and not kept: who is cut off while sending would not hear why.
    if (size <= largestSurveyFileBytes) chunks.push(chunk)
  }
  const most = largestSurveyFileBytes / 1024 / 1024
  if (size > largestSurveyFileBytes || (sizeBytes ?? 0) > largestSurveyFileBytes) {
    remarks.error({ fr: `Le fichier dépasse ${most} Mo.`, en: `The file is larger than ${most} MB.` })
    return undefined
  }
  const bytes = Buffer.concat(chunks)
  if (!isUtf8(bytes)) {
    remarks.error({ fr: 'Le fichier n’est pas du texte en UTF-8.', en: 'The file is not text in UTF-8.' })
    return undefined
  }
  return bytes.toString('utf8').replace(/^\uFEFF/, '')
}

/** What a text says: a survey of ours, or one of SurveyJS. */
export function readSurveyText(text: string, language: Tongue | undefined, remarks: Remarks): ReadSurvey | undefined {
  let file: unknown
  try {
    file = JSON.parse(text)
  } catch (error) {
    const at = /position (\d+)/.exec(String(error))?.[1]
    const line = text.slice(0, at === undefined ? text.length : Number(at)).split('\n').length
    remarks.error({ fr: `Le JSON est cassé à la ligne ${line}.`, en: `The JSON is broken at line ${line}.` })
    return undefined
  }
  if (Array.isArray(file) && file.length === 1) [file] = file as unknown[]
  if (Array.isArray(file)) {
    remarks.error({
      fr: `Le fichier est une liste de ${file.length} éléments : donnez une enquête par fichier.`,
      en: `The file is a list of ${file.length} things: give one survey a file.`,
    })
    return undefined
  }
  if (typeof file === 'object' && file !== null && 'format' in file && file.format === 'parcours.survey')
    return readOurs(file, remarks)
  if (!isSurveyJs(file)) {
    remarks.error({
      fr: 'Le fichier n’est ni une enquête de Parcours ni une définition de SurveyJS (pages ou elements).',
      en: 'The file is neither a survey of Parcours nor a definition of SurveyJS (pages or elements).',
    })
    return undefined
  }
  const told = surveyFromSurveyJs(file, language, remarks)
  const parsed = isKeepable(told) ? surveyShape.safeParse(told) : undefined
  if (!parsed?.success) {
    const issue = parsed?.error?.issues[0]
    if (!remarks.refuses())
      remarks.error(
        { fr: 'Le fichier ne peut pas être dit ici.', en: 'The file cannot be said here.' },
        { at: issue?.path.join('.'), value: issue?.message },
      )
    return undefined
  }
  for (const { weight, at, fr, en } of surveyFaults(parsed.data, 'hot'))
    if (weight === 'error')
      remarks.warn({ fr: `À corriger avant de publier : ${fr}`, en: `To mend before publishing: ${en}` }, { at })
  return { format: 'surveyjs', kind: 'hot', binding: unbound, survey: parsed.data }
}

function readOurs(file: object, remarks: Remarks): ReadSurvey | undefined {
  const parsed = surveyFileShape.safeParse(file)
  if (parsed.success) {
    const { kind, touchpoint, map, step, survey } = parsed.data
    return { format: 'parcours', kind, binding: { touchpoint, map, step }, survey }
  }
  for (const issue of parsed.error.issues)
    remarks.error(
      { fr: 'Cet endroit du fichier n’est pas comme attendu.', en: 'This place of the file is not as expected.' },
      { at: issue.path.join('.') || undefined, value: issue.message },
    )
  return undefined
}
