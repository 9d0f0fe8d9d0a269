import type { Answer, Answers, Question, Survey } from './survey.ts'
import { fieldName } from './survey-form.ts'
import type { SentPage } from './survey-passage.ts'
import { pathOf } from './survey-path.ts'

// A survey asked one question at a time, as on the telephone or by SMS, where there are no pages.

/** The survey without what cannot be asked this way. Texts that take no answer are said, and asked of nobody. */
export function surveyAskedBy(survey: Survey, canAsk: (question: Question) => boolean): Survey {
  const pages = survey.pages.map(page => ({
    ...page,
    questions: page.questions.filter(question => question.kind !== 'note' && canAsk(question)),
  }))
  return { ...survey, pages: pages.filter(({ questions }) => questions.length > 0) }
}

/** The next question on the way that was not asked yet. */
export function nextQuestion(survey: Survey, answers: Answers, asked: readonly string[]): Question | undefined {
  return pathOf(survey, answers)
    .flatMap(({ questions }) => questions)
    .find(({ id }) => !asked.includes(id))
}

/** The texts that stand right before a question in the whole survey. */
export function notesBefore(survey: Survey, answers: Answers, question: string): readonly Question[] {
  const path = pathOf(survey, answers).flatMap(({ questions }) => questions)
  const at = path.findIndex(({ id }) => id === question)
  const first = path.slice(0, at).findLastIndex(({ kind }) => kind !== 'note') + 1
  return path.slice(first, Math.max(first, at))
}

/**
 * An answer as a page of the survey sends it, so that the same judge and the same store take it: with what was said before
 * on its page, as a page is passed once all its questions were shown.
 */
export function sentAs(
  survey: Survey,
  answers: Answers,
  asked: readonly string[],
  { question, answer }: { readonly question: string; readonly answer: Answer | undefined },
): SentPage {
  const page = survey.pages.find(one => one.questions.some(({ id }) => id === question))
  const shown = (page?.questions ?? []).filter(({ id }) => id === question || asked.includes(id))
  const form = new URLSearchParams()
  for (const one of shown) fillIn(form, one, one.id === question ? answer : answers[one.id])
  return { page: page?.id ?? '', asked: shown.map(({ id }) => id), form }
}

/** The fields that a browser would send for an answer of a kind that is asked one by one. */
function fillIn(form: URLSearchParams, { id }: Question, answer: Answer | undefined): void {
  const name = fieldName(id)
  if (typeof answer === 'number' || typeof answer === 'string') form.set(name, String(answer))
  else if (answer === true) form.set(name, 'yes')
  else if (Array.isArray(answer)) for (const one of answer) form.append(name, one)
}
