import type { Question, Variable } from '../../vocabulary/survey/survey.ts'
import type { ReadQuestion } from './condition-from-expression.ts'
import { isRaw, listOf, type Raw, type Speech, textOf } from './surveyjs-parts.ts'

const functions = { sum: 'sum', avg: 'mean', average: 'mean' } as const

/** The questions that a sum of a file adds, and how; undefined for what cannot be said as a sum or a mean. */
function termsOf(expression: string): { how: Variable['how']; names: readonly string[] } | undefined {
  const called = /^\s*(\w+)\s*\(([^()]*)\)\s*$/.exec(expression)
  const how = called ? functions[called[1]!.toLowerCase() as keyof typeof functions] : 'sum'
  const parts = called ? called[2]!.split(',') : expression.split('+')
  const names = parts.map(part => /^\s*\{([^{}]+)\}\s*$/.exec(part)?.[1]?.trim())
  return how && names.length > 0 && names.every(name => name !== undefined)
    ? { how, names: names as string[] }
    : undefined
}

/** What a choice is worth: its value in the file, where all of them are numbers. */
function pointsFrom({ kind }: Question, values: ReadonlyMap<string, string>): Record<string, number> | undefined {
  if (kind !== 'single' && kind !== 'multiple') return undefined
  const told = [...values].map(([value, id]) => [id, value === '' ? Number.NaN : Number(value)] as const)
  return told.length > 0 && told.every(([, worth]) => Math.abs(worth) <= 1000) ? Object.fromEntries(told) : undefined
}

/** `calculatedValues` of a file: sums and means of questions are ours too; the others are told. */
export function variablesFromSurveyJs(
  file: Raw,
  questions: ReadonlyMap<string, ReadQuestion>,
  speech: Speech,
  idOf: (name: string, stem: string) => string,
): { readonly variables: readonly Variable[]; readonly byName: ReadonlyMap<string, string>; readonly left: string[] } {
  const variables: Variable[] = []
  const byName = new Map<string, string>()
  const left: string[] = []
  for (const raw of listOf(file.calculatedValues).filter(isRaw)) {
    const [name, expression] = [textOf(raw.name) ?? '', textOf(raw.expression) ?? '']
    const terms = termsOf(expression)
    const of = terms?.names.map(one => {
      const held = questions.get(one)
      if (!held) return byName.has(one) ? { question: byName.get(one)! } : undefined
      const points = pointsFrom(held.question, held.values)
      const isNumber = held.question.min !== undefined || held.question.kind === 'number'
      return points || isNumber ? { question: held.question.id, ...(points ? { points } : {}) } : undefined
    })
    if (!terms || !of?.every(one => one !== undefined) || variables.length >= 20) {
      left.push(name || expression)
      continue
    }
    const id = idOf(name, 'value')
    byName.set(name, id)
    variables.push({ id, label: speech.label(name) ?? { en: name }, how: terms.how, of })
  }
  return { variables, byName, left }
}
