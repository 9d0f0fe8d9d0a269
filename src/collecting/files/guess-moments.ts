import type { Moment } from '../../contract/importing.ts'
import { byRank, isEndOf, nameRank, plainName } from './column-names.ts'
import type { Structure } from './column-structure.ts'
import type { GuessingOptions } from './guess-columns.ts'
import type { GuessedTimestamps } from './read-timestamp.ts'

type MomentFacts = {
  readonly event: readonly string[] | undefined
  readonly cases: string | undefined
  readonly structure: Structure
  readonly options: GuessingOptions
  readonly filled: (column: string) => string[]
}

/**
 * A log has a column for the name of the event, and one time. A table without such a column tells one event a row,
 * named by the file, with an event more for each yes of a column of yes and no; or, when it has several times, one
 * event for each of them, named by its column.
 */
export function guessMoments(
  candidates: readonly string[],
  times: ReadonlyMap<string, GuessedTimestamps>,
  header: readonly string[],
  { event, cases, structure, options, filled }: MomentFacts,
): Moment[] {
  const choice = options.choice ?? {}
  const format = (column: string) => choice.timestampFormat ?? times.get(column)?.format ?? 'iso'
  const ranked = byRank(candidates, 'timestamp')
  const inOrder = [
    ...ranked,
    ...candidates.toSorted((a, b) => Number(times.get(b)!.hasClock) - Number(times.get(a)!.hasClock)),
  ]
  if (event !== undefined) {
    // When a case was opened says nothing of what happened in it.
    const moving = cases && inOrder.find(column => structure.variesWithin(column, cases) > 0)
    // A column that is called a timestamp is one, however broken its values: they become error rows.
    const named = choice.timestamp ?? moving ?? inOrder[0] ?? byRank(header, 'timestamp')[0]
    if (named === undefined) return []
    const { time, otherwise } = choice.timestamp
      ? { time: named, otherwise: undefined }
      : ending(named, candidates, filled)
    const clock = times.get(time)?.hasClock === false ? clockBeside(header, filled) : undefined
    return [
      {
        name: { columns: [...event] },
        time,
        format: format(time),
        ...(clock !== undefined && { clock }),
        ...(otherwise !== undefined && { otherwise }),
      },
    ]
  }
  const single = choice.timestamp ?? inOrder[0]
  const fixed = choice.eventName ?? eventNameOfFile(options.fileName)
  const own = candidates.filter(column => !options.gathered?.has(column))
  const clocked = own.filter(column => times.get(column)!.hasClock)
  const instants = (clocked.length > 0 ? clocked : own).filter(
    column => !own.some(start => start !== column && isEndOf(column, start)),
  )
  // One that is simply called `date` is the time of the row; the others tell something else of it.
  const plainly = ranked.some(column => nameRank(column, 'timestamp')! <= 3)
  if (!choice.timestamp && !choice.eventName && !plainly && instants.length > 1) {
    return instants.map(column => ({ name: { fixed: column.slice(0, 200) }, time: column, format: format(column) }))
  }
  const time = choice.timestamp ?? (instants.length === 1 && !plainly ? instants[0] : single)
  if (time === undefined) return []
  const clock = times.get(time)?.hasClock === false ? clockBeside(header, filled) : undefined
  const beside = clock === undefined ? {} : { clock }
  const flags = choice.eventName ? [] : header.filter(column => isFlag(column, filled(column)))
  return [
    { name: { fixed }, time, format: format(time), ...beside },
    ...flags.map(when => ({ name: { fixed: when.slice(0, 200) }, time, format: format(time), when, ...beside })),
  ]
}

/** Of what has a start and an end, the event counts when it ended, as process mining has it; unended, when it began. */
function ending(
  named: string,
  candidates: readonly string[],
  filled: MomentFacts['filled'],
): { readonly time: string; readonly otherwise: string | undefined } {
  const end = candidates.find(column => isEndOf(column, named))
  if (end !== undefined && filled(end).length * 2 > filled(named).length) return { time: end, otherwise: named }
  return { time: named, otherwise: candidates.find(column => isEndOf(named, column)) }
}

/** A column of hours of the day, where the days stand in another. */
function clockBeside(header: readonly string[], filled: MomentFacts['filled']): string | undefined {
  return header.find(column => {
    if (!/time|heure|hour|clock/.test(plainName(column))) return false
    const values = filled(column)
    return (
      values.length > 0 &&
      values.every(value =>
        /^([01]?\d|2[0-3])[:hH][0-5]\d(:[0-5]\d([.,]\d+)?)?(\s*[AaPp]\.?[Mm]\.?)?$/.test(value.trim()),
      )
    )
  })
}

function eventNameOfFile(fileName: string | undefined): string {
  const base = (fileName ?? '').split(/[/\\]/).at(-1) ?? ''
  return base.replace(/(\.[a-z\d]{1,6})+$/i, '').slice(0, 200) || 'event'
}

/** Yes or no, about something done: `did_search`, `sent_message`, `a_commande`. */
function isFlag(column: string, values: readonly string[]): boolean {
  if (!/^(did|has|sent|made|a|est)_|_(sent|done|made|clicked|opened|envoye|fait)$/.test(plainName(column))) return false
  return values.length > 0 && values.every(value => /^(0|1|true|false|yes|no|oui|non|vrai|faux)$/i.test(value.trim()))
}
