import type { Answer, Answers, Question, Survey, Variable } from './survey.ts'
import { isAnswered } from './survey-answered.ts'

/** What an answer counts: a number for itself, a choice for the points that it was given. */
function pointsOf(answer: Answer, points: Readonly<Record<string, number>> | undefined): readonly number[] {
  const worth = (id: string) => (points?.[id] === undefined ? [] : [points[id]])
  if (typeof answer === 'number') return points?.[answer] === undefined ? [answer] : [points[answer]]
  if (typeof answer === 'boolean') return answer ? [points?.yes ?? 1] : []
  if (typeof answer === 'string') return worth(answer)
  return Object.values(answer).flatMap(worth)
}

/** How many things were said: of several answers each, of those that have points only these. */
function countOf(answer: Answer, points: Readonly<Record<string, number>> | undefined): number {
  const said = Array.isArray(answer) ? answer : typeof answer === 'object' ? Object.values(answer) : [String(answer)]
  return points ? said.filter(one => (points[one] ?? 0) > 0).length : said.length
}

function numberOf({ how, of }: Variable, answers: Answers): number | undefined {
  const told = of.flatMap(({ question, points }) => {
    const answer = answers[question]
    return answer !== undefined && isAnswered(answer) ? [{ answer, points }] : []
  })
  if (how === 'count') return told.reduce((sum, { answer, points }) => sum + countOf(answer, points), 0)
  const numbers = told.flatMap(({ answer, points }) => pointsOf(answer, points))
  if (numbers.length === 0) return undefined
  if (how === 'first') return numbers[0]
  const sum = numbers.reduce((a, b) => a + b, 0)
  return how === 'mean' ? sum / numbers.length : sum
}

/**
 * The answers with what is computed from them, each variable under its id: a number, or the part that the number falls in.
 * Of nothing said there is no sum and no mean; a count is 0. A variable may count one before it.
 */
export function withVariables({ variables }: Pick<Survey, 'variables'>, answers: Answers): Answers {
  if (!variables?.length) return answers
  const all: Record<string, Answer> = { ...answers }
  for (const variable of variables) {
    const number = numberOf(variable, all)
    if (number === undefined) continue
    const { bands } = variable
    // Summed halves and thirds: what people see has two decimals, where a part begins is judged before.
    if (!bands?.length) all[variable.id] = Math.round(number * 100) / 100
    else all[variable.id] = (bands.findLast(({ from }) => from <= number) ?? bands[0]!).id
  }
  return all
}

/** A variable as the question it would be: its parts the answers, or a number. For conditions, texts and columns. */
export function variableQuestion({ id, label, bands }: Variable): Question {
  if (!bands?.length) return { id, kind: 'number', text: label }
  return { id, kind: 'single', text: label, choices: bands.map(band => ({ id: band.id, label: band.label })) }
}

/** The questions that a variable comes from, through other variables. */
export function sourcesOf({ variables = [] }: Pick<Survey, 'variables'>, id: string): readonly string[] {
  const variable = variables.find(one => one.id === id)
  if (!variable) return [id]
  const before = { variables: variables.slice(0, variables.indexOf(variable)) }
  return [...new Set(variable.of.flatMap(({ question }) => sourcesOf(before, question)))]
}
