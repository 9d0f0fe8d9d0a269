import type { Label } from '../label.ts'
import type { Question, Survey } from './survey.ts'
import type { SurveyFault } from './survey-faults.ts'
import { canBePiped, pipesIn } from './survey-piping.ts'
import { sourcesOf, variableQuestion } from './survey-variables.ts'

/** What is wrong with answers that texts repeat: they must have been given on an earlier page, and may lack. */
export function pipeFaults(survey: Survey): readonly SurveyFault[] {
  const faults: SurveyFault[] = []
  const earlier = new Map<string, { question: Question; isSure: boolean }>()
  const see = (label: Label | undefined, at: string | undefined) => {
    const told = new Set<string>()
    for (const { question: id, fallback } of [label?.fr, label?.en].flatMap(text => pipesIn(text ?? ''))) {
      const known = id === undefined ? undefined : earlier.get(id)
      const code =
        id === undefined
          ? fallback === ''
            ? 'pipe_unsure'
            : undefined
          : !known
            ? 'pipe_ahead'
            : !canBePiped(known.question)
              ? 'pipe_kind'
              : !known.isSure && fallback === ''
                ? 'pipe_unsure'
                : undefined
      if (!code || told.has(`${code} ${id}`)) continue
      told.add(`${code} ${id}`)
      faults.push({
        code,
        weight: code === 'pipe_unsure' ? 'warning' : 'error',
        ...(at ? { at } : {}),
        ...said(code, id),
      })
    }
  }
  see(survey.intro, '#intro')
  for (const page of survey.pages) {
    for (const question of page.questions) {
      see(question.text, question.id)
      see(question.help, question.id)
    }
    // Only once a page was sent are its answers known.
    for (const question of page.questions)
      earlier.set(question.id, {
        question,
        isSure: Boolean(question.required) && !question.showIf && !page.showIf && !(survey.rotate && page.block),
      })
    // A variable says something as soon as one of its questions was asked; surely when one surely was.
    for (const variable of survey.variables ?? []) {
      const sources = sourcesOf(survey, variable.id).flatMap(id => earlier.get(id) ?? [])
      if (sources.length === 0) continue
      const isSure = variable.how === 'count' || sources.some(one => one.isSure)
      earlier.set(variable.id, { question: variableQuestion(variable), isSure })
    }
  }
  for (const ending of survey.endings) {
    see(ending.title, ending.id)
    see(ending.text, ending.id)
  }
  return faults
}

function said(code: 'pipe_ahead' | 'pipe_kind' | 'pipe_unsure', id: string | undefined) {
  switch (code) {
    case 'pipe_ahead':
      return {
        fr: `Le texte reprend la réponse à ${id}, qui n’est pas demandée sur une page d’avant.`,
        en: `The text repeats the answer to ${id}, which is not asked on an earlier page.`,
      }
    case 'pipe_kind':
      return {
        fr: `La réponse à ${id} ne tient pas dans une phrase : choisissez-en une autre.`,
        en: `The answer to ${id} does not fit in a sentence: choose another.`,
      }
    case 'pipe_unsure':
      return {
        fr: `${id ? `La réponse à ${id} peut manquer` : 'Le lieu peut manquer'} : dites quoi lire à sa place, après une barre ( | ).`,
        en: `${id ? `The answer to ${id} may lack` : 'The place may lack'}: say what is read instead, after a bar ( | ).`,
      }
    default:
      return code satisfies never
  }
}
