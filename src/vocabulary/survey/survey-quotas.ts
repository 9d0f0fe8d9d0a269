import type { Answers, Ending, Quota, Survey } from './survey.ts'
import type { SurveyFault } from './survey-faults.ts'
import { answersOnPath, holds } from './survey-path.ts'
import { canHold, mentionedIn } from './survey-reach.ts'
import { sourcesOf, withVariables } from './survey-variables.ts'

/** The quotas that these answers fall in; one without a condition holds everybody. */
export function quotasOf(survey: Survey, answers: Answers): readonly Quota[] {
  if (!survey.quotas?.length) return []
  const { kept } = answersOnPath(survey, answers)
  return survey.quotas.filter(({ when }) => !when || holds(when, withVariables(survey, kept)))
}

/** What is read by whom a full quota ends. */
export function quotaEnding({ id, title, text }: Pick<Quota, 'id' | 'title' | 'text'>): Ending {
  return { id, title: title ?? usualTitle, ...(text ? { text } : {}) }
}

const usualTitle = {
  fr: 'Merci. Nous avons déjà assez de réponses comme la vôtre.',
  en: 'Thank you. We already have enough answers like yours.',
}

export function quotaFaults(survey: Survey): readonly SurveyFault[] {
  const questions = new Map(survey.pages.flatMap(page => page.questions.map(one => [one.id, one] as const)))
  return (survey.quotas ?? []).flatMap(({ id, when }): SurveyFault[] => {
    if (!when) return []
    const unknown = mentionedIn(when).filter(one => !sourcesOf(survey, one).some(id => questions.has(id)))
    if (unknown.length > 0)
      return [
        {
          code: 'quota_unknown',
          weight: 'error',
          at: id,
          fr: `Le quota parle de la question ${unknown[0]}, qui n’existe pas.`,
          en: `The quota speaks of the question ${unknown[0]}, which does not exist.`,
        },
      ]
    if (canHold(when, questions, survey.variables)) return []
    return [
      {
        code: 'quota_empty',
        weight: 'error',
        at: id,
        fr: 'Aucune réponse n’entre dans ce quota.',
        en: 'No answer falls in this quota.',
      },
    ]
  })
}
