import { emotionWord } from '../../vocabulary/map/emotion.ts'
import type { Step } from '../../vocabulary/map/journey-map.ts'
import { cleanText } from './clean-text.ts'
import type { DrawingRequest, MeasuredFeeling } from './drawing-request.ts'
import { type DrawingWords, feelingWords } from './drawing-words.ts'
import type { Say } from './sheet.ts'

/** The series of a lane of feelings, a value a column or none. They never mix. */
export type Feelings = {
  /** Of customers at large; else of the first persona, whose name is then said. */
  readonly declared: Series
  readonly personas: readonly Series[]
  readonly desired: Series
  readonly measured: readonly (MeasuredFeeling | undefined)[]
  /** Whether the gap between lived and desired is what is looked at. */
  readonly isGap: boolean
  readonly period: string
  /** What people call the feeling at each step, one line each. */
  readonly named: readonly (readonly string[])[]
  /** The ends of the scale. */
  readonly lowest: number
  readonly highest: number
  readonly write: (value: number) => string
}

export type Series = { readonly name: string; readonly values: readonly (number | undefined)[] }

export function feelingsOf(
  steps: readonly Step[],
  { whole, lived: given, language, timeZone }: DrawingRequest,
  say: Say,
  words: DrawingWords,
): Feelings {
  const name = (id: string) => say(whole.library.personas.find(persona => persona.id === id)?.name)
  const of = (step: Step, persona: string | null) => step.emotion.declared.find(one => one.persona === persona)
  const told = new Set(steps.flatMap(step => step.emotion.declared.flatMap(one => one.persona ?? [])))
  const ids = [...whole.map.personas.filter(id => told.delete(id)), ...told]
  const lines = ids.map(id => ({ name: name(id), values: steps.map(step => of(step, id)?.valence) }))
  const general = steps.map(step => of(step, null)?.valence)
  const atLarge = general.some(value => value !== undefined)
  const found = new Map(given?.feelings.map(one => [one.step, one]))
  const lived = given ? steps.map(step => found.get(step.id)) : []
  const feelings = {
    declared: atLarge ? { name: '', values: general } : (lines[0] ?? { name: '', values: general }),
    personas: atLarge ? lines : lines.slice(1),
    desired: { name: words.desired, values: steps.map(step => step.emotion.desired?.valence) },
    measured: lived,
    isGap: given?.view === 'gap',
    period: given ? periodWords(given, language, timeZone) : '',
    named: steps.map(step => namesAt(step, name, language)),
    write: (value: number) => feelingWords(value, language),
  }
  return { ...feelings, ...rangeOf(feelings) }
}

/** « 24 août – 22 nov. 2026 »: the days of a period whose end is not included. */
export function periodWords(
  { from, to }: { readonly from: string; readonly to: string },
  language: 'fr' | 'en',
  timeZone: string,
): string {
  const format = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    ...{ day: 'numeric', month: 'short', year: 'numeric' },
    timeZone,
  })
  // Each day stays whole; a line may end between them.
  return cleanText(format.formatRange(new Date(from), new Date(Date.parse(to) - 1)))
    .split(/\s*[–-]\s*/)
    .map(part => part.replace(/\s/g, '\u00a0'))
    .join(' – ')
}

/** The words for a feeling; said once when all personas share it. */
function namesAt(step: Step, name: (id: string) => string, language: 'fr' | 'en'): readonly string[] {
  const told = step.emotion.declared.flatMap(({ label, persona }) => {
    const text = cleanText(emotionWord(label ?? '', language))
    return text ? [{ text, persona }] : []
  })
  const texts = [...new Set(told.map(one => one.text))]
  if (texts.length <= 1) return texts
  const colon = language === 'fr' ? '\u00a0: ' : ': '
  return told.map(({ text, persona }) => (persona === null ? text : `${name(persona)}${colon}${text}`))
}

/** What is drawn fills the scale, which always holds what is neither good nor bad. */
function rangeOf({ declared, personas, desired, measured }: Omit<Feelings, 'lowest' | 'highest'>) {
  const values = [
    ...[declared, desired, ...personas].flatMap(series => series.values),
    ...measured.flatMap(one => (one && one.reading !== 'hidden' ? [one.mean, one.low, one.high] : [])),
  ].filter(value => typeof value === 'number')
  return {
    lowest: values.reduce((least, value) => Math.min(least, value), -0.2),
    highest: values.reduce((most, value) => Math.max(most, value), 0.2),
  }
}
