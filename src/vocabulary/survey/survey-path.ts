import type { Answer, Answers, Condition, Ending, Question, Survey, SurveyPage } from './survey.ts'
import { isAnswered } from './survey-answered.ts'
import { withVariables } from './survey-variables.ts'

/** Whether a condition holds of what was answered so far. A question that was not answered is, and reaches, nothing. */
export function holds(condition: Condition, answers: Answers): boolean {
  if ('all' in condition) return condition.all.every(one => holds(one, answers))
  if ('any' in condition) return condition.any.some(one => holds(one, answers))
  if ('not' in condition) return !holds(condition.not, answers)
  if ('answered' in condition) return isAnswered(answers[condition.answered])
  const answer = answers[condition.question]
  if (answer === undefined) return false
  if ('is' in condition) return condition.is.some(id => says(answer, id))
  if (typeof answer !== 'number') return false
  return answer >= (condition.from ?? Number.NEGATIVE_INFINITY) && answer <= (condition.to ?? Number.POSITIVE_INFINITY)
}

function says(answer: Answer, id: string): boolean {
  if (Array.isArray(answer)) return answer.includes(id)
  if (typeof answer === 'object') return Object.values(answer).includes(id)
  return String(answer) === id
}

export type AskedPage = { readonly page: SurveyPage; readonly questions: readonly Question[] }

/**
 * The way through the survey that these answers take: the pages and questions that are asked, in order. Only answers on
 * the way count for what comes after it, so an answer given before the way turned does not reach back into it.
 */
export function pathOf(survey: Survey, answers: Answers): readonly AskedPage[] {
  const counted: Record<string, Answer> = {}
  const path: AskedPage[] = []
  const isSo = (condition: Condition) => holds(condition, withVariables(survey, counted))
  for (const page of survey.pages) {
    if (page.showIf && !isSo(page.showIf)) continue
    const asked: Question[] = []
    for (const question of page.questions) {
      if (question.showIf && !isSo(question.showIf)) continue
      asked.push(question)
      const answer = answers[question.id]
      if (answer !== undefined) counted[question.id] = answer
    }
    if (asked.length > 0) path.push({ page, questions: asked })
  }
  return path
}

/** How the survey ends for these answers; undefined when it says nothing at its end. */
export function endingOf(survey: Survey, answers: Answers): Ending | undefined {
  const known = withVariables(survey, answers)
  return survey.endings.find(ending => !ending.showIf || holds(ending.showIf, known))
}

/** The answers on the way that they take, and how many lay off it. */
export function answersOnPath(survey: Survey, answers: Answers): { readonly kept: Answers; readonly dropped: number } {
  const asked = new Set(pathOf(survey, answers).flatMap(({ questions }) => questions.map(({ id }) => id)))
  const all = Object.entries(answers)
  const kept = all.filter(([id]) => asked.has(id))
  return { kept: Object.fromEntries(kept), dropped: all.length - kept.length }
}
