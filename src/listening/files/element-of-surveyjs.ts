import type { Label } from '../../vocabulary/label.ts'
import type { Question } from '../../vocabulary/survey/survey.ts'
import type { QuestionKind } from '../../vocabulary/survey/survey-kinds.ts'
import type { ReadQuestion } from './condition-from-expression.ts'
import type { Remarks } from './remarks.ts'
import { isTrue, type Raw, type Speech, textOf } from './surveyjs-parts.ts'

/** What reading an element needs of the whole file. */
export type Reading = {
  readonly speech: Speech
  readonly remarks: Remarks
  readonly idOf: (name: string, stem: string) => string
}

/** One or more questions of ours for an element, by the name that conditions call it. Empty: it has no like here. */
export type ReadElement = readonly (ReadQuestion & { readonly name: string })[]

export type Reader = (element: Raw, reading: Reading) => ReadElement

/** One question of ours for an element. */
export function one(
  element: Raw,
  { speech, idOf }: Reading,
  kind: QuestionKind,
  more: Partial<Question> = {},
  values: ReadonlyMap<string, string> = new Map(),
): ReadElement {
  const name = textOf(element.name) ?? kind
  const help = speech.label(element.description)
  const question: Question = {
    id: idOf(name, 'question'),
    kind,
    text: speech.label(element.title) ?? speech.label(name) ?? { en: name },
    ...(help ? { help } : {}),
    ...(isTrue(element.isRequired) ? { required: true } : {}),
    ...more,
  }
  return [{ name, question, values }]
}

/** Words of ours beside those of the file, in the languages that it speaks. */
export function both(fr: string, en: string, { spoken }: Speech): Label {
  if (spoken.size !== 1) return { fr, en }
  return spoken.has('fr') ? { fr } : { en }
}
