import type { ColumnChoice, ColumnMapping } from '../../contract/importing.ts'
import { type Problem, problem } from '../../vocabulary/problem.ts'
import type { MissingColumn } from './guess-columns.ts'
import { isTimeZone } from './zone-time.ts'

const missingNames = {
  timestamp: { en: 'a date', fr: 'une date' },
  who: {
    en: 'a case or a customer (with customers alone, journeys are cut where nothing happened for a while)',
    fr: 'un dossier ou un client (avec des clients seuls, les parcours sont coupés là où rien ne s’est passé pendant un temps)',
  },
} as const satisfies Record<MissingColumn, { en: string; fr: string }>

/** Refuses a file in which nothing says when, or who. */
export function columnsMissing(missing: readonly MissingColumn[], header: readonly string[]): Problem {
  const words = (locale: 'fr' | 'en') => missing.map(name => missingNames[name][locale]).join(', ')
  return problem('columns_missing', { columns: { en: words('en'), fr: words('fr') }, found: listed(header), missing })
}

/** Refuses a choice that names columns which aren't there. */
export function checkChoice(choice: ColumnChoice, header: readonly string[]): void {
  const { eventName: _name, timestampFormat: _format, timeZone, only, ...columns } = choice
  if (timeZone !== undefined) checkTimeZone(timeZone)
  const absent = [...Object.values(columns), only?.column]
    .flat()
    .filter(column => column !== undefined && !header.includes(column)) as string[]
  if (absent.length > 0) throw problem('columns_missing', { columns: listed(absent), found: listed(header) })
}

function checkTimeZone(timeZone: string): void {
  if (!isTimeZone(timeZone))
    throw problem('input_invalid', {
      reason: { en: `“${timeZone}” is no time zone`, fr: `« ${timeZone} » n’est pas un fuseau horaire` },
    })
}

/**
 * Refuses a mapping that names columns which aren't there, or no time. Where rows need not have the same columns (JSON,
 * XES) a column may appear later, so only the ones that every event needs are looked for.
 */
export function checkMapping(mapping: ColumnMapping, header: readonly string[], fixedHeader: boolean): void {
  checkTimeZone(mapping.timeZone)
  if (mapping.shape === 'messages') return
  if (mapping.moments.length === 0) throw columnsMissing(['timestamp'], header)
  const who = [mapping.userId, mapping.anonymousId, mapping.case, mapping.traits.email, mapping.traits.phone]
  if (who.every(column => column === undefined)) throw columnsMissing(['who'], header)
  const needed = mapping.moments.flatMap(({ name, time }) => ['columns' in name ? name.columns : [], time].flat())
  const others = mapping.moments.flatMap(({ when, clock, otherwise }) => [when, clock, otherwise])
  if (fixedHeader) {
    others.push(
      ...who,
      ...Object.values(mapping.traits),
      mapping.score?.column,
      mapping.messageId,
      mapping.only?.column,
    )
    if (mapping.channel && 'column' in mapping.channel) others.push(mapping.channel.column)
  }
  const absent = [...needed, ...others].filter(column => column !== undefined && !header.includes(column))
  if (absent.length > 0)
    throw problem('columns_missing', { columns: listed([...new Set(absent)] as string[]), found: listed(header) })
}

/** In both languages the same: names of columns are nobody's words to translate. */
function listed(columns: readonly string[]): { en: string; fr: string } {
  const shown = columns.slice(0, 30).join(', ')
  const text = columns.length > 30 ? `${shown}…` : shown
  return { en: text, fr: text }
}
