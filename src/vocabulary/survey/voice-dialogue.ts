import type { Label } from '../label.ts'
import { labelIn, type Tongue } from '../map/label-in.ts'
import { nextQuestion, notesBefore, sentAs, surveyAskedBy } from './one-by-one.ts'
import type { Answer, Answers, Question, Survey } from './survey.ts'
import { usualLimit } from './survey-answers.ts'
import { judgePage, type SentPage } from './survey-passage.ts'
import { endingOf } from './survey-path.ts'
import { pipedSurvey } from './survey-piping.ts'
import { quotaEnding } from './survey-quotas.ts'
import { voiceWords } from './voice-words.ts'

/** Words are recorded not at all, after they were told so, or once they agreed by a key. */
export const recordings = ['off', 'notice', 'consent'] as const
export type Recording = (typeof recordings)[number]

export type VoiceDialogue = {
  readonly survey: Survey
  readonly tongue: Tongue
  readonly recording: Recording
  /** Said first; the title of the survey unless there is one. */
  readonly welcome?: Label | undefined
}

/** Where a call stands. What was answered is not in it: it is kept where answers are. */
export type VoiceState = {
  readonly asked: readonly string[]
  /** The question that an answer is awaited to. */
  readonly at: string | null
  readonly step: 'key' | 'agree' | 'record'
  /** Inputs to this question that were not understood. */
  readonly wrong: number
  /** How the call ended; the id of the quota that did. */
  readonly end: null | 'done' | 'gaveUp' | 'shut' | { readonly quota: string }
  /** Recorded, and not written down yet. */
  readonly awaited: readonly string[]
}

/** What a telephone has to do: say this, then gather keys, record, or hang up. */
export type Spoken = {
  readonly say: readonly string[]
  readonly expect:
    | null
    | {
        readonly kind: 'digits'
        readonly most: number
        readonly finishOn: '#'
        /** How long to wait for the first key, and after each one. */
        readonly firstMs: number
        readonly betweenMs: number
      }
    | {
        readonly kind: 'record'
        readonly question: string
        readonly finishOn: '#'
        readonly mostSeconds: number
        readonly silenceMs: number
      }
}

/** What came back: keys, words that were made of a recording, or that there is a recording. Nothing when the time ran out. */
export type Heard = {
  readonly digits?: string | undefined
  readonly words?: string | undefined
  readonly recorded?: boolean | undefined
}

const mostWrong = 2
const firstMs = 8000
const betweenMs = 2500
/** More choices than keys, and nobody remembers the first. */
const mostChoices = 9

/** Why a question cannot be asked on the telephone; undefined when it can. */
function unspoken({ kind, choices = [] }: Question, recording: Recording): UnspokenReason | undefined {
  if (['nps', 'csat', 'ces', 'scale', 'stars', 'smileys', 'number', 'consent', 'note'].includes(kind)) return undefined
  if (kind === 'single' || kind === 'multiple') return choices.length > mostChoices ? 'manyChoices' : undefined
  if (kind === 'text') return recording === 'off' ? 'notRecorded' : undefined
  return 'kind'
}
export type UnspokenReason = 'kind' | 'manyChoices' | 'notRecorded'

/** The questions that a call leaves out, told to whoever writes the survey. */
export function leftOut(survey: Survey, recording: Recording) {
  return survey.pages
    .flatMap(page => page.questions)
    .flatMap(question => {
      const why = unspoken(question, recording)
      return why ? [{ question, why }] : []
    })
}

/** The survey as it is asked on the telephone. Nobody can be made to speak, so no words are required. */
export function spokenSurvey({ survey, recording }: Pick<VoiceDialogue, 'survey' | 'recording'>): Survey {
  const askable = surveyAskedBy(survey, question => unspoken(question, recording) === undefined)
  const pages = askable.pages.map(page => ({
    ...page,
    questions: page.questions.map(one => (one.kind === 'text' ? { ...one, required: false } : one)),
  }))
  return { ...askable, pages }
}

export function beginCall(dialogue: VoiceDialogue): VoiceState {
  return goTo(dialogue, { asked: [], at: null, step: 'key', wrong: 0, end: null, awaited: [] }, {})
}

function goTo(dialogue: VoiceDialogue, before: VoiceState, answers: Answers): VoiceState {
  const question = nextQuestion(spokenSurvey(dialogue), answers, before.asked)
  if (!question) return { ...before, at: null, step: 'key', wrong: 0, end: 'done' }
  const step = question.kind !== 'text' ? 'key' : dialogue.recording === 'consent' ? 'agree' : 'record'
  return { ...before, at: question.id, step, wrong: 0 }
}

export type Turn = {
  readonly state: VoiceState
  readonly answers: Answers
  /** What is to be kept, as a page sends it. */
  readonly sent?: SentPage
}

/** Takes what was heard. What cannot be taken is asked once more; after that the call ends, and what was said before stays. */
export function hear(dialogue: VoiceDialogue, state: VoiceState, answers: Answers, heard: Heard): Turn {
  const survey = spokenSurvey(dialogue)
  const question = survey.pages.flatMap(page => page.questions).find(({ id }) => id === state.at)
  if (!question || state.end !== null) return { state, answers }
  const understood = understand(question, state.step, heard)
  if (understood === 'agreed') return { state: { ...state, step: 'record', wrong: 0 }, answers }
  if (understood !== 'wrong') {
    const answer = understood === 'passed' || understood === 'recorded' ? undefined : understood.answer
    const sent = sentAs(survey, answers, state.asked, { question: question.id, answer })
    const judged = judgePage(survey, answers, sent)
    if (judged.faults.length === 0) {
      const asked = [...state.asked, question.id]
      const awaited = understood === 'recorded' ? [...state.awaited, question.id] : state.awaited
      return { state: goTo(dialogue, { ...state, asked, awaited }, judged.answers), answers: judged.answers, sent }
    }
  }
  const wrong = state.wrong + 1
  return { state: { ...state, wrong, ...(wrong >= mostWrong ? { end: 'gaveUp', at: null } : {}) }, answers }
}

type Understood = 'wrong' | 'passed' | 'agreed' | 'recorded' | { readonly answer: Answer }

/** "1" then "0" within the time is 10; what is no plain key sequence of this question is not guessed at. */
function understand(question: Question, step: VoiceState['step'], heard: Heard): Understood {
  const told = (heard.digits ?? '').trim()
  const digits = told.replace(/#$/, '')
  const hasPassed = digits === '*' || told === '#'
  if (step === 'agree') return digits === '1' ? 'agreed' : digits === '2' || hasPassed ? 'passed' : 'wrong'
  if (step === 'record') {
    const words = (heard.words ?? '').trim()
    if (words !== '') return { answer: [...words].slice(0, question.limit ?? usualLimit).join('') }
    return heard.recorded ? 'recorded' : 'passed'
  }
  if (hasPassed) return 'passed'
  const { kind, choices = [] } = question
  const chosen = (key: string) => choices[Number(key) - 1]?.id
  switch (kind) {
    case 'consent':
      return digits === '1' ? { answer: true } : digits === '2' ? 'passed' : 'wrong'
    case 'single': {
      const choice = digits.length === 1 ? chosen(digits) : undefined
      return choice === undefined ? 'wrong' : { answer: choice }
    }
    case 'multiple': {
      const all = [...digits].map(chosen)
      if (all.length === 0 || all.includes(undefined) || new Set(all).size < all.length) return 'wrong'
      return { answer: all as readonly string[] }
    }
    default:
      return /^(0|[1-9]\d{0,8})$/.test(digits) ? { answer: Number(digits) } : 'wrong'
  }
}

/** What is said where the call stands: the same for the same state, so that a telephone may ask twice. */
export function speak(dialogue: VoiceDialogue, state: VoiceState, answers: Answers, place = ''): Spoken {
  const { tongue } = dialogue
  const words = voiceWords[tongue]
  const said = (label: Label | undefined) => (label ? labelIn(label, tongue).text.trim() : '')
  const survey = pipedSurvey(dialogue.survey, { answers, place })
  const over = (...say: string[]): Spoken => ({ say: say.filter(Boolean), expect: null })
  if (state.end === 'shut') return over(words.shut)
  if (state.end === 'gaveUp') return over(words.gaveUp)
  const questions = survey.pages.flatMap(page => page.questions)
  const question = questions.find(({ id }) => id === state.at)
  if (state.end !== null || !question) {
    const { end } = state
    const quota = end !== null && typeof end === 'object' && survey.quotas?.find(({ id }) => id === end.quota)
    const ending = quota ? quotaEnding(quota) : endingOf(survey, answers)
    return ending ? over(said(ending.title), said(ending.text)) : over(words.done)
  }
  const isFirst = state.asked.length === 0 && state.wrong === 0 && state.step !== 'record'
  const greeting = isFirst ? [said(dialogue.welcome ?? survey.title), said(survey.intro), said(survey.notice)] : []
  const before =
    state.wrong > 0 ? [words.again] : notesBefore(survey, answers, question.id).map(note => said(note.text))
  const asked = [said(question.text), said(question.help)]
  const isRequired = question.required && question.kind !== 'text'
  const ask = (most: number, ...how: string[]): Spoken => ({
    say: [...greeting, ...before, ...asked, ...how, isRequired ? '' : words.pass].filter(Boolean),
    expect: { kind: 'digits', most, finishOn: '#', firstMs, betweenMs },
  })
  if (state.step === 'agree') return ask(1, words.notice, words.consent)
  if (state.step === 'record') {
    const isTold = dialogue.recording === 'consent'
    return {
      say: isTold ? [words.speak] : [...greeting, ...before, ...asked, words.notice, words.speak].filter(Boolean),
      expect: { kind: 'record', question: question.id, finishOn: '#', mostSeconds: 90, silenceMs: 5000 },
    }
  }
  const { kind, min = 0, max = 10, choices = [], lowLabel, highLabel } = question
  const named = choices.map((choice, at) => words.choice(at + 1, said(choice.label)))
  switch (kind) {
    case 'consent':
      return ask(1, words.agree)
    case 'single':
      return ask(1, ...named)
    case 'multiple':
      return ask(choices.length, ...named, words.several)
    case 'number':
      return ask(String(question.max ?? 999_999_999).length, words.number)
    default: {
      const ends = [lowLabel ? words.ends(min, said(lowLabel)) : '', highLabel ? words.ends(max, said(highLabel)) : '']
      return ask(String(max).length, words.scale(min, max), ...ends, max > 9 ? words.finish : '')
    }
  }
}

/** Whether the keys that were pressed are all that can come, so that nobody waits. */
export function isWhole(digits: string, expect: Spoken['expect']): boolean {
  return expect?.kind === 'digits' && (digits.length >= expect.most || /[#*]$/.test(digits))
}
