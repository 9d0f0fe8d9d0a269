import type { Label } from '../label.ts'
import { labelIn, type Tongue } from '../map/label-in.ts'
import type { Answer, Answers, Question, Survey } from './survey.ts'
import { variableQuestion, withVariables } from './survey-variables.ts'

/** A place in a text where something said before stands: `{answer:city|your town}`, `{place|our shop}`. */
export type Pipe = {
  readonly written: string
  /** The question whose answer stands there; none for the place at which the survey is answered. */
  readonly question?: string
  /** What stands there when nothing was said; empty when it is not given. */
  readonly fallback: string
}

const pipe = /\{(?:answer:([A-Za-z0-9][A-Za-z0-9_.:-]{0,79})|place)(?:\|([^{}|]{0,80}))?\}/g

export function pipesIn(text: string): readonly Pipe[] {
  return [...text.matchAll(pipe)].map(([written, question, fallback = '']) => ({
    written,
    fallback,
    ...(question === undefined ? {} : { question }),
  }))
}

/** The text of a pipe, as an editor puts it in. Signs that would end it are taken out of the fall-back. */
export const pipeTo = (question: string | null, fallback: string): string =>
  `{${question === null ? 'place' : `answer:${question}`}${fallback === '' ? '' : `|${fallback.replace(/[{}|]/g, '')}`}}`

/** Kinds whose answer can stand inside a sentence. Details of a person and whole tables cannot. */
export const canBePiped = ({ kind }: Pick<Question, 'kind'>): boolean =>
  !['note', 'consent', 'matrix', 'contact', 'file'].includes(kind)

export type Said = { readonly answers: Answers; readonly place: string }

const longestWords = 80

/** An answer as words inside a sentence; empty for none. Plain text, which pages encode as they do every other. */
export function answerInWords(question: Question, answer: Answer | undefined, tongue: Tongue): string {
  if (answer === undefined || !canBePiped(question)) return ''
  const named = (id: string) => {
    const choice = question.choices?.find(one => one.id === id)
    return choice ? labelIn(choice.label, tongue).text : ''
  }
  if (question.choices && typeof answer === 'string') return named(answer)
  if (Array.isArray(answer)) return (answer as readonly string[]).map(named).filter(Boolean).join(', ')
  if (typeof answer === 'number') return String(answer).replace('.', tongue === 'fr' ? ',' : '.')
  if (typeof answer !== 'string') return ''
  const line = answer.replace(/\s+/g, ' ').trim()
  return [...line].length > longestWords ? `${[...line].slice(0, longestWords).join('')}…` : line
}

/** The text with what was said in its places. */
export function pipedText(text: string, said: Said, questions: ReadonlyMap<string, Question>, tongue: Tongue): string {
  return text.replace(pipe, (_, id: string | undefined, fallback: string | undefined) => {
    const question = id === undefined ? undefined : questions.get(id)
    const words = question ? answerInWords(question, said.answers[question.id], tongue) : id ? '' : said.place
    return words || (fallback ?? '')
  })
}

const mark = /\{(?:answer:|place)/

/** The survey with what this person said in the places of its texts. The same survey where it has no such place. */
export function pipedSurvey(survey: Survey, { answers, place }: Said): Survey {
  if (!mark.test(JSON.stringify(survey))) return survey
  const said: Said = { answers: withVariables(survey, answers), place }
  const known = [...survey.pages.flatMap(page => page.questions), ...(survey.variables ?? []).map(variableQuestion)]
  const questions = new Map(known.map(one => [one.id, one] as const))
  const filled = (label: Label): Label => ({
    ...(label.fr === undefined ? {} : { fr: pipedText(label.fr, said, questions, 'fr') }),
    ...(label.en === undefined ? {} : { en: pipedText(label.en, said, questions, 'en') }),
  })
  return {
    ...survey,
    ...(survey.intro ? { intro: filled(survey.intro) } : {}),
    pages: survey.pages.map(page => ({
      ...page,
      questions: page.questions.map(question => ({
        ...question,
        text: filled(question.text),
        ...(question.help ? { help: filled(question.help) } : {}),
      })),
    })),
    endings: survey.endings.map(ending => ({
      ...ending,
      title: filled(ending.title),
      ...(ending.text ? { text: filled(ending.text) } : {}),
    })),
  }
}

/** Answers that stand for a person's in a preview. */
export function exampleAnswers(survey: Survey): Answers {
  const example = ({ kind, choices = [], max, text }: Question): Answer | undefined => {
    switch (kind) {
      case 'single':
        return choices[0]?.id
      case 'multiple':
        return choices.slice(0, 2).map(({ id }) => id)
      case 'ranking':
        return choices.map(({ id }) => id)
      case 'text':
        return text.fr !== undefined && text.en === undefined ? 'réponse' : 'answer'
      case 'date':
        return '2026-03-31'
      case 'number':
        return 3
      default:
        return max === undefined ? undefined : max - 1
    }
  }
  return Object.fromEntries(
    survey.pages
      .flatMap(page => page.questions)
      .flatMap(question => {
        const answer = example(question)
        return answer === undefined ? [] : [[question.id, answer]]
      }),
  )
}
