import type { Answer, Condition, Question } from './survey.ts'
import { holds } from './survey-path.ts'

/** More combinations of answers than this are not tried: what cannot be shown to be impossible is let pass. */
const mostTried = 50_000

/** Whether some answers to the questions that it mentions make the condition hold. Tried out, so it claims nothing wrong. */
export function canHold(condition: Condition, questions: ReadonlyMap<string, Question>): boolean {
  const mentioned = [...new Set(mentionedIn(condition))]
  const possible = mentioned.map(id => possibleAnswers(questions.get(id), condition))
  if (possible.reduce((product, one) => product * one.length, 1) > mostTried) return true
  const trial = (at: number, answers: Record<string, Answer>): boolean => {
    const id = mentioned[at]
    if (id === undefined) return holds(condition, answers)
    return possible[at]!.some(answer => {
      const { [id]: _, ...others } = answers
      return trial(at + 1, answer === undefined ? others : { ...others, [id]: answer })
    })
  }
  return trial(0, {})
}

/** Answers that stand for all that a condition can tell apart; `undefined` is none. */
function possibleAnswers(question: Question | undefined, condition: Condition): readonly (Answer | undefined)[] {
  if (!question) return [undefined]
  const choices = question.choices?.map(({ id }) => id) ?? []
  switch (question.kind) {
    case 'nps':
    case 'csat':
    case 'ces':
    case 'scale':
    case 'stars':
    case 'smileys': {
      const { min = 0, max = 10 } = question
      return [undefined, ...Array.from({ length: max - min + 1 }, (_, step) => min + step)]
    }
    case 'single':
      return [undefined, ...choices]
    case 'multiple':
      return [undefined, ...subsetsOf(choices, question)]
    case 'ranking':
      return [undefined, choices]
    case 'matrix':
      return [
        undefined,
        ...choices.map(choice => Object.fromEntries((question.rows ?? []).map(({ id }) => [id, choice]))),
        ...choices.flatMap(choice => (question.rows ?? []).map(({ id }) => ({ [id]: choice }))),
      ]
    case 'number':
      return [undefined, ...boundsIn(condition).flatMap(bound => [bound - 0.5, bound, bound + 0.5])].filter(
        one =>
          one === undefined ||
          (one >= (question.min ?? Number.NEGATIVE_INFINITY) && one <= (question.max ?? Number.POSITIVE_INFINITY)),
      )
    case 'consent':
      return [undefined, true]
    case 'text':
    case 'date':
      return [undefined, 'something']
    case 'file':
      return [undefined, ['something']]
    case 'contact':
      return [undefined, { name: 'somebody' }]
    case 'note':
      return [undefined]
    default:
      return question.kind satisfies never
  }
}

/** Every set of few choices; of many, those of one, and all: no condition asks for more than that together often. */
function subsetsOf(choices: readonly string[], { choices: told = [] }: Question): readonly (readonly string[])[] {
  const alone = new Set(told.filter(one => one.alone).map(({ id }) => id))
  const together = choices.filter(id => !alone.has(id))
  const singles = [...alone].map(id => [id])
  if (together.length > 10) return [...singles, ...together.map(id => [id]), together]
  const sets: string[][] = [[]]
  for (const id of together) sets.push(...sets.map(set => [...set, id]))
  return [...singles, ...sets.filter(set => set.length > 0)]
}

export function mentionedIn(condition: Condition): readonly string[] {
  if ('all' in condition) return condition.all.flatMap(mentionedIn)
  if ('any' in condition) return condition.any.flatMap(mentionedIn)
  if ('not' in condition) return mentionedIn(condition.not)
  return ['answered' in condition ? condition.answered : condition.question]
}

function boundsIn(condition: Condition): readonly number[] {
  if ('all' in condition) return condition.all.flatMap(boundsIn)
  if ('any' in condition) return condition.any.flatMap(boundsIn)
  if ('not' in condition) return boundsIn(condition.not)
  if ('answered' in condition) return [0]
  if ('is' in condition) return condition.is.map(Number).filter(Number.isFinite)
  return [condition.from, condition.to].filter(one => one !== undefined)
}
