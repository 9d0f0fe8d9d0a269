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
  // What is mentioned was asked only where its own condition held: the ways to it are tried with it, where they are few.
  const ways = wayTo(mentioned, questions, computed)
  const wayAnswers = ways.map(id => possibleAnswers(questions.get(id), conditionsOf(ways, condition, questions)))
  const isTried = sizeOf(wayAnswers) <= mostTried && ways.some(id => questions.get(id)?.showIf)
  const asked = isTried ? ways : mentioned
  const possible = isTried ? wayAnswers : mentioned.map(id => possibleAnswers(questions.get(id), condition))
  // A number that only counts in a sum has no end here: what it can come to is not told.
  if (mentioned.some(id => isSource(id) && questions.get(id)?.kind === 'number')) return true
  if (sizeOf(possible) > mostTried) return couldHold(condition, questions, variables)
  const trial = (at: number, answers: Record<string, Answer>): boolean => {
    const id = asked[at]
    if (id === undefined) {
      const known = withVariables(computed, answers)
      const isWay = asked.every(one => {
        const showIf = questions.get(one)?.showIf
        return !isTried || !showIf || answers[one] === undefined || holds(showIf, known)
      })
      return isWay && holds(condition, known)
    }
    return possible[at]!.some(answer => {
      const { [id]: _, ...others } = answers
      return trial(at + 1, answer === undefined ? others : { ...others, [id]: answer })
    })
  }
  return trial(0, {})
}

const sizeOf = (possible: readonly (readonly unknown[])[]) => possible.reduce((product, one) => product * one.length, 1)

/** The questions that were needed for these to be asked, these among them. */
function wayTo(
  ids: readonly string[],
  questions: ReadonlyMap<string, Question>,
  computed: { variables: Variable[] },
): readonly string[] {
  const way = new Set(ids)
  for (const id of way) {
    const showIf = questions.get(id)?.showIf
    for (const one of showIf ? mentionedIn(showIf) : [])
      for (const source of sourcesOf(computed, one)) if (questions.has(source)) way.add(source)
  }
  return [...way]
}

/** All that is to be told apart among the answers of a way. */
function conditionsOf(
  ids: readonly string[],
  condition: Condition,
  questions: ReadonlyMap<string, Question>,
): Condition {
  const own = ids.flatMap(id => questions.get(id)?.showIf ?? [])
  return own.length === 0 ? condition : { all: [condition, ...own] }
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
