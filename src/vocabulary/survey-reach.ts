import type { Answer, Condition, Question, Variable } from './survey.ts'
import { holds } from './survey-path.ts'
import { sourcesOf, variableQuestion, withVariables } from './survey-variables.ts'

/** More combinations of answers than this are not tried: what cannot be shown to be impossible is let pass. */
const mostTried = 50_000

/** Whether some answers to the questions that it mentions make the condition hold. Tried out, so it claims nothing wrong. */
export function canHold(
  condition: Condition,
  questions: ReadonlyMap<string, Question>,
  variables: readonly Variable[] = [],
): boolean {
  const computed = { variables: [...variables] }
  const mentioned = [...new Set(mentionedIn(condition).flatMap(id => sourcesOf(computed, id)))]
  const isSource = (id: string) => !mentionedIn(condition).includes(id)
  const possible = mentioned.map(id => possibleAnswers(questions.get(id), condition))
  // A number that only counts in a sum has no end here: what it can come to is not told.
  if (mentioned.some(id => isSource(id) && questions.get(id)?.kind === 'number')) return true
  if (possible.reduce((product, one) => product * one.length, 1) > mostTried)
    return couldHold(condition, questions, variables)
  const trial = (at: number, answers: Record<string, Answer>): boolean => {
    const id = mentioned[at]
    if (id === undefined) return holds(condition, withVariables(computed, answers))
    return possible[at]!.some(answer => {
      const { [id]: _, ...others } = answers
      return trial(at + 1, answer === undefined ? others : { ...others, [id]: answer })
    })
  }
  return trial(0, {})
}

/** Too many answers to be tried: variables are taken as numbers between the least and the most that they can come to. */
function couldHold(
  condition: Condition,
  questions: ReadonlyMap<string, Question>,
  variables: readonly Variable[],
): boolean {
  const used = variables.filter(({ id }) => mentionedIn(condition).includes(id))
  if (used.length === 0 || used.some(({ bands, how }) => bands?.length || how === 'count')) return true
  const known = new Map(questions)
  for (const variable of used) {
    const ends = variable.of.map(({ question: id, points }) => {
      const source = questions.get(id)
      const worth = Object.values(points ?? {})
      if (source?.kind === 'multiple' || source?.kind === 'matrix' || (!worth.length && source?.min === undefined))
        return undefined
      return worth.length ? [Math.min(...worth), Math.max(...worth)] : [source!.min!, source!.max!]
    })
    if (!ends.every(one => one !== undefined)) return true
    const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0)
    const [lows, highs] = [ends.map(one => one[0]!), ends.map(one => one[1]!)]
    const [min, max] =
      variable.how === 'sum'
        ? [
            sum(lows.filter(one => one < 0)) || Math.min(...lows),
            sum(highs.filter(one => one > 0)) || Math.max(...highs),
          ]
        : [Math.min(...lows), Math.max(...highs)]
    known.set(variable.id, { ...variableQuestion(variable), min, max })
  }
  return canHold(condition, known)
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
