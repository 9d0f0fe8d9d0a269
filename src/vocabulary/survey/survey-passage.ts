import type { Answers, Survey } from './survey.ts'
import { type AnswerFault, answerFaults } from './survey-answers.ts'
import { answersIn } from './survey-form.ts'
import { type AskedPage, pathOf } from './survey-path.ts'

/** A page as it was sent: which one, which of its questions were shown, and the form. */
export type SentPage = {
  readonly page: string
  readonly asked: readonly string[]
  readonly form: URLSearchParams
  /** What was wrong with it before any answer was judged: files that cannot be taken. */
  readonly faults?: readonly AnswerFault[]
}

/** The answers on a page, and what is wrong with them: what lacks is looked for among the questions that were shown. */
export function judgePage(
  survey: Survey,
  before: Answers,
  sent: SentPage,
): { readonly answers: Answers; readonly faults: readonly AnswerFault[] } {
  const every = survey.pages.flatMap(page => page.questions)
  const said = answersIn(
    sent.form,
    every.filter(({ id }) => sent.asked.includes(id)),
  )
  const kept = Object.fromEntries(Object.entries(before).filter(([id]) => !sent.asked.includes(id)))
  const answers: Answers = { ...kept, ...said }
  // Fields of questions that the survey does not ask: whoever wrote them by hand is told, nothing of them is kept.
  const known = new Set(every.map(({ id }) => id))
  const named = [...sent.form.keys()].filter(key => key.startsWith('q:')).map(key => key.split(':')[1] ?? '')
  const unknown: Answers = Object.fromEntries(named.filter(id => !known.has(id)).map(id => [id, true]))
  const told = sent.faults ?? []
  const faults = answerFaults(survey, { ...answers, ...unknown }, { whole: true }).filter(
    ({ question }) =>
      (sent.asked.includes(question) || question in unknown) && !told.some(one => one.question === question),
  )
  return { answers, faults: [...told, ...faults] }
}

export type Passage = {
  readonly path: readonly AskedPage[]
  readonly passed: readonly string[]
  /** The pages still to be shown. */
  readonly left: readonly AskedPage[]
  /** Nothing is left, and nothing that is required lacks. */
  readonly isWhole: boolean
}

/** Where a response stands once a page was taken. */
export function passageAfter(
  survey: Survey,
  answers: Answers,
  before: readonly string[],
  sent: Pick<SentPage, 'page' | 'asked'>,
): Passage {
  const path = pathOf(survey, answers)
  const here = path.find(({ page }) => page.id === sent.page)
  // An answer may have brought a question onto its own page: the page is passed once that was shown too.
  const isPassed = here === undefined || here.questions.every(({ id }) => sent.asked.includes(id))
  // Only pages that the survey has: what a form names by hand must not pile up.
  const isPage = survey.pages.some(({ id }) => id === sent.page)
  const passed = isPassed && isPage ? [...new Set([...before, sent.page])] : before
  const left = path.filter(({ page }) => !passed.includes(page.id))
  return {
    path,
    passed,
    left,
    isWhole: left.length === 0 && answerFaults(survey, answers, { whole: true }).length === 0,
  }
}
