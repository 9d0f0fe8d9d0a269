import type { Question, Survey, SurveyPage } from '../../vocabulary/survey/survey.ts'
import { type QuestionKind, scalesOf } from '../../vocabulary/survey/survey-kinds.ts'
import { canBePiped } from '../../vocabulary/survey/survey-piping.ts'
import { sourcesOf, variableQuestion } from '../../vocabulary/survey/survey-variables.ts'

/** An id that the survey does not hold: `question`, `question-2`. */
export function freeId(survey: Survey, stem: string): string {
  const held = new Set([
    ...survey.pages.flatMap(page => [page.id, ...page.questions.map(({ id }) => id)]),
    ...survey.endings.map(({ id }) => id),
    ...(survey.quotas ?? []).map(({ id }) => id),
    ...(survey.variables ?? []).map(({ id }) => id),
    ...survey.pages.flatMap(({ block }) => block ?? []),
  ])
  for (let number = 1; ; number++) {
    const id = number === 1 ? stem : `${stem}-${number}`
    if (!held.has(id)) return id
  }
}

const changePages = (survey: Survey, change: (page: SurveyPage) => SurveyPage): Survey => ({
  ...survey,
  pages: survey.pages.map(change),
})

export function changeQuestion(survey: Survey, id: string, change: (question: Question) => Question): Survey {
  return changePages(survey, page => ({
    ...page,
    questions: page.questions.map(question => (question.id === id ? change(question) : question)),
  }))
}

/** What a question of a kind has and others do not, so that it can be answered at once. */
export function ofKind(question: Question, kind: QuestionKind): Question {
  const { id, text, help, required, showIf, choices, rows, lowLabel, highLabel } = question
  const kept = {
    id,
    kind,
    text,
    ...(help ? { help } : {}),
    ...(required ? { required } : {}),
    ...(showIf ? { showIf } : {}),
  }
  if (kind in scalesOf) {
    const [min, max] = scalesOf[kind as keyof typeof scalesOf][0]
    return { ...kept, min, max, ...(lowLabel ? { lowLabel } : {}), ...(highLabel ? { highLabel } : {}) }
  }
  const some = choices ?? [newChoice([]), newChoice(['choice'])]
  if (kind === 'single' || kind === 'multiple' || kind === 'ranking') return { ...kept, choices: some }
  if (kind === 'matrix') return { ...kept, choices: some, rows: rows ?? [newChoice([], 'line')] }
  if (kind === 'contact') return { ...kept, fields: ['name', 'email'] }
  if (kind === 'file') return { ...kept, takes: ['picture', 'pdf'], files: 1, largest: 10 }
  return kind === 'text' ? { ...kept, limit: 1000 } : kept
}

export function newChoice(held: readonly string[], stem = 'choice') {
  let number = held.length + 1
  while (held.includes(number === 1 ? stem : `${stem}-${number}`)) number++
  return { id: number === 1 ? stem : `${stem}-${number}`, label: { fr: '', en: '' } }
}

export function addQuestion(survey: Survey, page: string, kind: QuestionKind): { survey: Survey; id: string } {
  const id = freeId(survey, 'question')
  const made = ofKind({ id, kind, text: { fr: '', en: '' } }, kind)
  const next = changePages(survey, one => (one.id === page ? { ...one, questions: [...one.questions, made] } : one))
  return { survey: next, id }
}

export function addPage(survey: Survey): { survey: Survey; id: string } {
  const id = freeId(survey, 'page')
  return { survey: { ...survey, pages: [...survey.pages, { id, questions: [] }] }, id }
}

/** Without the question; a page that is left empty goes too, unless it is the last. */
export function removeQuestion(survey: Survey, id: string): Survey {
  const next = changePages(survey, page => ({ ...page, questions: page.questions.filter(one => one.id !== id) }))
  const pages = next.pages.filter(page => page.questions.length > 0)
  return { ...next, pages: pages.length > 0 ? pages : next.pages.slice(0, 1) }
}

/** One place up or down, over the end of its page into the next one. */
export function moveQuestion(survey: Survey, id: string, by: -1 | 1): Survey {
  const from = survey.pages.findIndex(page => page.questions.some(one => one.id === id))
  const page = survey.pages[from]
  if (!page) return survey
  const at = page.questions.findIndex(one => one.id === id)
  const question = page.questions[at]!
  const to = at + by
  if (to >= 0 && to < page.questions.length) {
    const questions = page.questions.filter(one => one.id !== id)
    questions.splice(to, 0, question)
    return changePages(survey, one => (one.id === page.id ? { ...one, questions } : one))
  }
  const next = survey.pages[from + by]
  if (!next) return survey
  const moved = changePages(survey, one => {
    if (one.id === page.id) return { ...one, questions: one.questions.filter(each => each.id !== id) }
    if (one.id !== next.id) return one
    return { ...one, questions: by === 1 ? [question, ...one.questions] : [...one.questions, question] }
  })
  return { ...moved, pages: moved.pages.filter(one => one.questions.length > 0) }
}

/** Whether the question can be moved that way. */
export function canMove(survey: Survey, id: string, by: -1 | 1): boolean {
  return moveQuestion(survey, id, by) !== survey
}

/** The questions whose answers a text may repeat: asked on a page before, in words that fit in a sentence. */
export function pipeableBefore(survey: Survey, id: string): readonly { question: Question; sure: boolean }[] {
  const at = survey.pages.findIndex(page => page.questions.some(one => one.id === id))
  const pages = survey.pages.slice(0, at === -1 ? undefined : at)
  const before = new Set(pages.flatMap(page => page.questions.map(one => one.id)))
  const computed = (survey.variables ?? []).filter(one => sourcesOf(survey, one.id).some(source => before.has(source)))
  const asked = pages.flatMap(page =>
    page.questions
      .filter(canBePiped)
      .map(question => ({ question, sure: Boolean(question.required) && !question.showIf && !page.showIf })),
  )
  return [...asked, ...computed.map(one => ({ question: variableQuestion(one), sure: false }))]
}

/** What a condition of a question may speak of: questions asked before it, and what is computed from them. */
export function knownBefore(survey: Survey, id: string): readonly Question[] {
  const before = askedBefore(survey, id)
  const known = new Set(before.map(one => one.id))
  const computed = (survey.variables ?? []).filter(one => sourcesOf(survey, one.id).some(source => known.has(source)))
  return [...before, ...computed.map(variableQuestion)]
}

/** All that a condition may speak of once everything was asked. */
export const knownAtEnd = (survey: Survey): readonly Question[] => [
  ...survey.pages.flatMap(page => page.questions),
  ...(survey.variables ?? []).map(variableQuestion),
]

/** The questions asked before one: a condition may speak of these. */
export function askedBefore(survey: Survey, id: string): readonly Question[] {
  const all = survey.pages.flatMap(page => page.questions)
  return all.slice(
    0,
    all.findIndex(one => one.id === id),
  )
}
