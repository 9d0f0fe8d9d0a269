import { useTranslation } from 'react-i18next'
import type { Question, Survey } from '../../../vocabulary/survey/survey.ts'
import { useLabels } from '../../kit/label.ts'
import { addQuestion, freeId, moveQuestion, removeQuestion } from '../survey-edits.ts'
import { copyQuestions, duplicatePage, duplicateQuestion, placeOf, placeQuestion } from './survey-copies.ts'

export type QuestionActs = ReturnType<typeof useQuestionActs>

/** What can be done with a question, by mouse, keys or menu; each says what it did to whoever does not see it. */
export function useQuestionActs(props: {
  survey: Survey
  write: (survey: Survey) => void
  announce: (text: string) => void
  /** Shows a place, with the cursor in its first field when asked. */
  reach: (id: string, field?: string) => void
}) {
  const { survey, write, announce, reach } = props
  const { t } = useTranslation('surveyEditor')
  const listening = useTranslation('listening').t
  const { say } = useLabels()
  const find = (id: string) => survey.pages.flatMap(page => page.questions).find(one => one.id === id)
  const nameOf = (question: Question | undefined) => (question && say(question.text)) || listening('question')

  const moved = (next: Survey, id: string) => {
    const name = nameOf(find(id))
    if (next === survey) return announce(t('edge', { name }))
    write(next)
    announce(t('moved', { name, ...placeOf(next, id) }))
    // The key that moved it moves it on: it keeps the focus wherever it went.
    requestAnimationFrame(() =>
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>(`[id="question-${id}"] [data-head]`)?.focus({ preventScroll: false }),
      ),
    )
  }
  return {
    nameOf,
    move: (id: string, by: -1 | 1) => moved(moveQuestion(survey, id, by), id),
    place: (id: string, to: { page: string; before?: string | undefined }) => moved(placeQuestion(survey, id, to), id),
    toNewPage: (id: string) => {
      const from = survey.pages.findIndex(page => page.questions.some(one => one.id === id))
      const page = { id: freeId(survey, 'page'), questions: [] }
      moved(placeQuestion({ ...survey, pages: survey.pages.toSpliced(from + 1, 0, page) }, id, { page: page.id }), id)
    },
    duplicate: (id: string) => {
      const made = duplicateQuestion(survey, id)
      write(made.survey)
      announce(t('duplicated', { name: nameOf(find(id)) }))
      reach(made.id, 'text')
    },
    remove: (id: string) => {
      const all = survey.pages.flatMap(page => page.questions)
      const at = all.findIndex(one => one.id === id)
      const next = all[at + 1] ?? all[at - 1]
      announce(t('removed', { name: nameOf(find(id)) }))
      write(removeQuestion(survey, id))
      if (next) document.querySelector<HTMLElement>(`[id="question-${next.id}"] [data-head]`)?.focus()
    },
    addAfter: (id: string) => {
      const page = survey.pages.find(one => one.questions.some(question => question.id === id))
      if (!page) return
      const made = addQuestion(survey, page.id, 'single')
      const at = page.questions.findIndex(one => one.id === id)
      write(placeQuestion(made.survey, made.id, { page: page.id, before: page.questions[at + 1]?.id }))
      reach(made.id, 'text')
    },
    addReady: (page: string, question: Question) => {
      const { survey: next, made } = copyQuestions(survey, survey, [question], { page })
      write(next)
      if (made[0]) reach(made[0])
    },
    duplicatePage: (id: string) => {
      const made = duplicatePage(survey, id)
      write(made.survey)
      const first = made.survey.pages.find(page => page.id === made.id)?.questions[0]
      if (first) reach(first.id)
    },
    removePage: (id: string) => write({ ...survey, pages: survey.pages.filter(page => page.id !== id) }),
    movePage: (id: string, by: -1 | 1) => {
      const at = survey.pages.findIndex(page => page.id === id)
      const page = survey.pages[at]
      if (!page || !survey.pages[at + by]) return
      write({ ...survey, pages: survey.pages.toSpliced(at, 1).toSpliced(at + by, 0, page) })
    },
  }
}
