import type { Answer, Question } from './survey.ts'

/**
 * What a form says to these questions. Nothing is judged here and nothing guessed: what is no number stays the text it
 * is, and is refused by the judge of answers. A question that was passed over has no answer.
 */
export function answersIn(form: URLSearchParams, questions: readonly Question[]): Record<string, Answer> {
  const answers: Record<string, Answer> = {}
  for (const question of questions) {
    const answer = answerIn(form, question)
    if (answer !== undefined) answers[question.id] = answer
  }
  return answers
}

function answerIn(form: URLSearchParams, question: Question): Answer | undefined {
  const { id, kind, choices = [], rows = [], fields = [] } = question
  const name = fieldName(id)
  switch (kind) {
    case 'nps':
    case 'csat':
    case 'ces':
    case 'scale':
    case 'stars':
    case 'smileys':
    case 'number': {
      const text = plain(form.get(name)).replace(',', '.')
      if (text === '') return undefined
      return /^-?\d{1,12}(\.\d{1,6})?$/.test(text) ? Number(text) : text
    }
    case 'single':
    case 'date':
    case 'text':
      return plain(form.get(name)) || undefined
    case 'multiple': {
      const chosen = form.getAll(name)
      return chosen.length > 0 ? chosen : undefined
    }
    case 'ranking': {
      const ranked = choices
        .map(choice => ({ choice: choice.id, rank: Number(form.get(fieldName(id, choice.id))) }))
        .filter(({ rank }) => rank >= 1)
      if (ranked.length === 0) return undefined
      // Two with one rank: the order is not told, so the list is left too short to pass.
      if (new Set(ranked.map(({ rank }) => rank)).size < ranked.length)
        return ranked.slice(1).map(({ choice }) => choice)
      return ranked.sort((a, b) => a.rank - b.rank).map(({ choice }) => choice)
    }
    case 'matrix':
      return partsOf(rows.map(row => [row.id, form.get(fieldName(id, row.id)) ?? '']))
    case 'contact':
      return partsOf(fields.map(field => [field, plain(form.get(fieldName(id, field)))]))
    case 'file': {
      // What arrived is named by whoever took it in: a field of a page holds such names, never a file.
      const sent = form.getAll(name).filter(Boolean)
      return sent.length > 0 ? [...new Set(sent)] : undefined
    }
    case 'consent':
      return form.get(name) === 'yes' ? true : undefined
    case 'note':
      return undefined
    default:
      return kind satisfies never
  }
}

/** The name of a field in the form; of a part of a question, with the part. */
export const fieldName = (question: string, part?: string): string =>
  part === undefined ? `q:${question}` : `q:${question}:${part}`

function partsOf(parts: readonly (readonly [string, string])[]): Record<string, string> | undefined {
  const said = parts.filter(([, text]) => text !== '')
  return said.length > 0 ? Object.fromEntries(said) : undefined
}

/** Composed as people see it, without signs that only machines send. Line ends stay. */
function plain(text: string | null): string {
  return (
    (text ?? '')
      .normalize('NFC')
      .replaceAll('\r\n', '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones taken out.
      .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, '')
      .toWellFormed()
      .trim()
  )
}
