import type { Label } from '../label.ts'
import type { Answer, Answers, Question } from './survey.ts'

/** What a cell of a table of responses holds. */
export type AnswerCell = string | number | null

/** A column of a table of responses, a row a response. */
export type AnswerColumn = {
  /** `score`, `wrong.late`: the id of a question, and of a part of it. */
  readonly name: string
  readonly label: Label
  readonly holds: 'number' | 'text'
  /** What the numbers of the column stand for. */
  readonly values: readonly { readonly value: number; readonly label: Label }[]
  readonly cell: (answers: Answers) => AnswerCell
}

/** As people read them: a column a question, answers by the ids that the author gave them. A line of a matrix has its own. */
export function readColumns(questions: readonly Question[]): readonly AnswerColumn[] {
  return questions.flatMap(question =>
    partsOf(question).map(part => ({
      name: part === '' ? question.id : `${question.id}.${part}`,
      label: question.text,
      holds: 'text' as const,
      values: [],
      cell: (answers: Answers) => readCell(answers[question.id], part),
    })),
  )
}

function partsOf({ kind, rows = [], fields = [] }: Question): readonly string[] {
  if (kind === 'note') return []
  if (kind === 'matrix') return rows.map(({ id }) => id)
  return kind === 'contact' ? fields : ['']
}

function readCell(answer: Answer | undefined, part: string): AnswerCell {
  if (answer === undefined) return null
  if (typeof answer === 'number') return answer
  if (Array.isArray(answer)) return answer.join(' ')
  if (typeof answer === 'object') return (answer as Readonly<Record<string, string>>)[part] ?? null
  return String(answer)
}

/**
 * As statistics programmes count them: every answer a number, from 1 in the order in which it is offered. Each of several
 * answers has a column of its own, 1 or 0; each of a ranking, its rank.
 */
export function countedColumns(questions: readonly Question[]): readonly AnswerColumn[] {
  return questions.flatMap(countedOf)
}

function countedOf(question: Question): readonly AnswerColumn[] {
  const { id, kind, text: label, choices = [], rows = [], fields = [] } = question
  const offered = choices.map((choice, place) => ({ value: place + 1, label: choice.label }))
  const place = (choice: unknown) => {
    const at = choices.findIndex(one => one.id === choice)
    return at < 0 ? null : at + 1
  }
  const column = (more: Partial<AnswerColumn> & Pick<AnswerColumn, 'cell'>): AnswerColumn => ({
    name: id,
    label,
    holds: 'number',
    values: [],
    ...more,
  })
  switch (kind) {
    case 'nps':
    case 'csat':
    case 'ces':
    case 'scale':
    case 'stars':
    case 'smileys':
    case 'number':
      return [column({ values: ends(question), cell: answers => numberIn(answers[id]) })]
    case 'single':
      return [column({ values: offered, cell: answers => place(answers[id]) })]
    case 'multiple':
    case 'ranking':
      return choices.map(choice =>
        column({
          name: `${id}.${choice.id}`,
          label: both(label, choice.label),
          values: kind === 'multiple' ? yesOrNo : [],
          cell: answers => {
            const chosen = answers[id]
            if (!Array.isArray(chosen)) return null
            const at = chosen.indexOf(choice.id)
            return kind === 'multiple' ? Number(at >= 0) : at < 0 ? null : at + 1
          },
        }),
      )
    case 'matrix':
      return rows.map(row =>
        column({
          name: `${id}.${row.id}`,
          label: both(label, row.label),
          values: offered,
          cell: answers => place(partIn(answers[id], row.id)),
        }),
      )
    case 'consent':
      return [column({ values: yesOrNo, cell: answers => (answers[id] === undefined ? null : Number(answers[id])) })]
    case 'contact':
      return fields.map(field =>
        column({ name: `${id}.${field}`, holds: 'text', cell: answers => partIn(answers[id], field) ?? null }),
      )
    case 'text':
    case 'file':
    case 'date':
      return [column({ holds: 'text', cell: answers => readCell(answers[id], '') })]
    case 'note':
      return []
    default:
      // A kind that is not counted yet is told as it is read.
      return [column({ holds: 'text', cell: answers => readCell(answers[id], '') })]
  }
}

const yesOrNo = [
  { value: 0, label: { fr: 'non', en: 'no' } },
  { value: 1, label: { fr: 'oui', en: 'yes' } },
]

function ends({ min, max, lowLabel, highLabel }: Question): AnswerColumn['values'] {
  return [
    ...(lowLabel && min !== undefined ? [{ value: min, label: lowLabel }] : []),
    ...(highLabel && max !== undefined ? [{ value: max, label: highLabel }] : []),
  ]
}

const numberIn = (answer: Answer | undefined) => (typeof answer === 'number' ? answer : null)

function partIn(answer: Answer | undefined, part: string): string | undefined {
  return typeof answer === 'object' && !Array.isArray(answer)
    ? (answer as Readonly<Record<string, string>>)[part]
    : undefined
}

const both = (question: Label, part: Label): Label => ({
  fr: `${question.fr ?? question.en} : ${part.fr ?? part.en}`,
  en: `${question.en ?? question.fr}: ${part.en ?? part.fr}`,
})
