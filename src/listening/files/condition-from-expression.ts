import type { Condition, Question } from '../../vocabulary/survey/survey.ts'
import { scalesOf } from '../../vocabulary/survey/survey-kinds.ts'
import { type Expression, readExpression, type Value } from './expression.ts'

/** A question as its file names it, and the id that each value of the file became. */
export type ReadQuestion = { readonly question: Question; readonly values: ReadonlyMap<string, string> }

/**
 * A condition of a SurveyJS file in our own words; undefined where ours do not say the same for every answer. A part
 * that cannot be said makes the whole unsaid: asked too often is told, asked too seldom would be lost.
 */
export function conditionFromExpression(
  text: string,
  questions: ReadonlyMap<string, ReadQuestion>,
): Condition | undefined {
  const tree = readExpression(text)
  return tree && conditionOf(tree, questions)
}

function conditionOf(tree: Expression, questions: ReadonlyMap<string, ReadQuestion>): Condition | undefined {
  if ('all' in tree) return together(tree.all, questions, all => ({ all }))
  if ('any' in tree) return together(tree.any, questions, any => ({ any }))
  if ('not' in tree) return negated(conditionOf(tree.not, questions))
  const read = questions.get(tree.of)
  if (!read) return undefined
  const { question } = read
  switch (tree.is) {
    case 'empty':
      return { not: { answered: question.id } }
    case 'notEmpty':
      return { answered: question.id }
    case 'equal':
      return equal(read, tree.to)
    case 'notEqual':
      return negated(equal(read, tree.to))
    case 'anyOf':
      return among(read, tree.to)
    case 'noneOf':
      return negated(among(read, tree.to))
    case 'allOf': {
      const each = tree.to.map(value => among(read, [value]))
      return isWhole(each) ? (each.length === 1 ? each[0] : { all: each }) : undefined
    }
    case 'greater':
    case 'atLeast':
    case 'less':
    case 'atMost':
      return ordered(read, tree.is, tree.to)
    default:
      return tree.is satisfies never
  }
}

function together(
  parts: readonly Expression[],
  questions: ReadonlyMap<string, ReadQuestion>,
  join: (parts: Condition[]) => Condition,
): Condition | undefined {
  const each = parts.map(part => conditionOf(part, questions))
  return isWhole(each) ? join(each) : undefined
}

const isWhole = <T>(each: (T | undefined)[]): each is T[] => each.length > 0 && each.every(one => one !== undefined)
const negated = (condition: Condition | undefined): Condition | undefined => condition && { not: condition }

const isScale = ({ kind }: Question) => kind in scalesOf

function equal(read: ReadQuestion, to: readonly Value[]): Condition | undefined {
  const [value, ...others] = to
  const { question } = read
  if (value === undefined || others.length > 0) return undefined
  switch (question.kind) {
    case 'single':
    case 'multiple':
      // Of several answers, one alone is equal only where it is the only one: that cannot be said.
      return question.kind === 'single' ? among(read, to) : undefined
    case 'number': {
      const number = Number(value)
      return Number.isFinite(number) ? { question: question.id, from: number, to: number } : undefined
    }
    case 'consent':
      if (value === true) return { answered: question.id }
      return value === false ? { not: { answered: question.id } } : undefined
    default:
      return isScale(question) ? among(read, to) : undefined
  }
}

/** Any of these values, of a question whose answers have ids or points. */
function among({ question, values }: ReadQuestion, to: readonly Value[]): Condition | undefined {
  if (question.kind !== 'single' && question.kind !== 'multiple' && !isScale(question)) return undefined
  const ids = to.map(value => (isScale(question) ? pointOf(value) : values.get(String(value))))
  return isWhole(ids) && ids.length <= 50 ? { question: question.id, is: ids } : undefined
}

const pointOf = (value: Value): string | undefined => {
  const number = Number(value)
  return value !== '' && typeof value !== 'boolean' && Number.isInteger(number) && number >= 0
    ? String(number)
    : undefined
}

function ordered(
  { question, values }: ReadQuestion,
  is: 'greater' | 'atLeast' | 'less' | 'atMost',
  to: readonly Value[],
): Condition | undefined {
  const bound = Number(to[0])
  if (to.length !== 1 || typeof to[0] === 'boolean' || to[0] === '' || !Number.isFinite(bound)) return undefined
  const id = question.id
  if (isScale(question)) {
    if (is === 'atLeast') return { question: id, from: bound }
    if (is === 'atMost') return { question: id, to: bound }
    return is === 'greater' ? { question: id, from: Math.floor(bound) + 1 } : { question: id, to: Math.ceil(bound) - 1 }
  }
  if (question.kind === 'number') {
    if (is === 'atLeast') return { question: id, from: bound }
    if (is === 'atMost') return { question: id, to: bound }
    const other: Condition = is === 'greater' ? { question: id, to: bound } : { question: id, from: bound }
    return { all: [{ answered: id }, { not: other }] }
  }
  if (question.kind !== 'single') return undefined
  // Answers whose values are numbers are ordered as numbers are; one that is none cannot be.
  const able = [...values].map(([value, choice]) => ({ number: value === '' ? Number.NaN : Number(value), choice }))
  if (able.some(({ number }) => !Number.isFinite(number))) return undefined
  const holds = { greater: 1, atLeast: 1, less: -1, atMost: -1 }[is]
  const chosen = able.filter(({ number }) => {
    const by = (number - bound) * holds
    return by > 0 || (by === 0 && (is === 'atLeast' || is === 'atMost'))
  })
  return chosen.length > 0 && chosen.length <= 50 ? { question: id, is: chosen.map(({ choice }) => choice) } : undefined
}
