import { labelIn, type Tongue } from '../map/label-in.ts'
import { nextQuestion, sentAs, surveyAskedBy } from './one-by-one.ts'
import { isStop, readSmsReply } from './sms-reply.ts'
import type { Answer, Answers, Question, Survey } from './survey.ts'
import { judgePage, type SentPage } from './survey-passage.ts'
import { pipedSurvey } from './survey-piping.ts'

const scales = ['nps', 'csat', 'ces', 'scale', 'stars', 'smileys']
/** A text lists no more. */
const mostChoices = 6

const canAskBySms = ({ kind, choices = [] }: Question): boolean =>
  scales.includes(kind) || kind === 'text' || (kind === 'single' && choices.length <= mostChoices)

/** The survey as it is asked by SMS. */
export const surveyBySms = (survey: Survey): Survey => surveyAskedBy(survey, canAskBySms)

/** Whether it can be: it has to begin with a score, as nobody is asked to write first. */
export function canBeAskedBySms(survey: Survey): boolean {
  const first = nextQuestion(surveyBySms(survey), {}, [])
  return first !== undefined && scales.includes(first.kind)
}

/** The one question that is open for a number. What was answered is kept where answers are. */
export type SmsState = {
  readonly asked: readonly string[]
  readonly at: string | null
  /** It was asked once more already. */
  readonly retried: boolean
}

export function beginSms(survey: Survey): SmsState {
  return { asked: [], at: nextQuestion(surveyBySms(survey), {}, [])?.id ?? null, retried: false }
}

const words = {
  fr: {
    scale: (min: string, max: string) => `Répondez par un nombre de ${min} à ${max}.`,
    choices: (list: string) => `Répondez par un chiffre : ${list}.`,
    again: 'Nous n’avons pas compris.',
  },
  en: {
    scale: (min: string, max: string) => `Reply with a number from ${min} to ${max}.`,
    choices: (list: string) => `Reply with a digit: ${list}.`,
    again: 'We did not understand.',
  },
} as const

/** The question as a text asks it. */
export function smsQuestion(survey: Survey, state: SmsState, answers: Answers, tongue: Tongue): string {
  const question = questionAt(pipedSurvey(survey, { answers, place: '' }), state)
  if (!question) return ''
  const said = words[tongue]
  const { kind, text, min = 0, max = 10, lowLabel, highLabel, choices = [] } = question
  const end = (point: number, label: typeof lowLabel) =>
    label ? `${point} (${labelIn(label, tongue).text})` : String(point)
  const how =
    kind === 'text'
      ? ''
      : kind === 'single'
        ? said.choices(choices.map((one, at) => `${at + 1} ${labelIn(one.label, tongue).text}`).join(', '))
        : said.scale(end(min, lowLabel), end(max, highLabel))
  return [state.retried ? said.again : '', labelIn(text, tongue).text, how].filter(Boolean).join(' ')
}

const questionAt = (survey: Survey, { at }: SmsState): Question | undefined =>
  survey.pages.flatMap(page => page.questions).find(({ id }) => id === at)

export type SmsTurn = {
  readonly state: SmsState
  readonly answers: Answers
  /** What is to be kept, in order. */
  readonly sent: readonly SentPage[]
  /** What is written back: the next question, the same once more, thanks; or nothing, as the first retry was the last. */
  readonly reply: 'next' | 'again' | 'thanks' | 'nothing' | 'stop'
}

/** Takes what somebody wrote back. A bare number is the score; words are a comment where one is awaited; nothing is guessed. */
export function hearSms(whole: Survey, before: SmsState, answers: Answers, told: string): SmsTurn {
  const survey = surveyBySms(whole)
  const question = questionAt(survey, before)
  if (isStop(told)) return { state: before, answers, sent: [], reply: 'stop' }
  if (!question) return { state: before, answers, sent: [], reply: 'nothing' }
  const read = readReply(question, told)
  const first = read && take(survey, before, answers, question, read.answer)
  if (!read || !first) {
    if (before.retried) return { state: { ...before, at: null }, answers, sent: [], reply: 'nothing' }
    return { state: { ...before, retried: true }, answers, sent: [], reply: 'again' }
  }
  // "10 super": what comes after the score is the comment that would be asked for next.
  const next = questionAt(survey, first.state)
  const second =
    read.comment !== '' && next?.kind === 'text'
      ? take(survey, first.state, first.answers, next, read.comment)
      : undefined
  const { state, answers: then } = second ?? first
  const sent = [first.sent, ...(second ? [second.sent] : [])]
  return { state, answers: then, sent, reply: state.at === null ? 'thanks' : 'next' }
}

function take(survey: Survey, state: SmsState, answers: Answers, question: Question, answer: Answer) {
  const sent = sentAs(survey, answers, state.asked, { question: question.id, answer })
  const judged = judgePage(survey, answers, sent)
  if (judged.faults.length > 0) return undefined
  const asked = [...state.asked, question.id]
  const at = nextQuestion(survey, judged.answers, asked)?.id ?? null
  return { state: { asked, at, retried: false }, answers: judged.answers, sent }
}

type Read = { readonly answer: Answer; readonly comment: string }

function readReply({ kind, min = 0, max = 10, choices = [] }: Question, told: string): Read | undefined {
  const text = told.normalize('NFC').trim()
  if (kind === 'text') return text === '' ? undefined : { answer: text, comment: '' }
  const isChoice = kind === 'single'
  const reply = readSmsReply(text, isChoice ? { min: 1, max: choices.length } : { min, max })
  if (reply.kind !== 'score') return undefined
  const answer = isChoice ? choices[reply.score - 1]?.id : reply.score
  return answer === undefined ? undefined : { answer, comment: reply.comment }
}
