import { parse } from 'csv-parse/sync'
import type { z } from 'zod'
import type { importPreview } from '../contract/collecting-imports.ts'

export type Preview = z.output<typeof importPreview>

/** What nobody needs to be told one by one: the columns that are plain properties of the events. */
const plain = new Set(['text', 'number', 'planned'])

/** Which columns were taken for what, by role. */
export function takenColumns({ columns }: Preview): Record<string, string[]> {
  const taken: Record<string, string[]> = {}
  for (const { name, role } of columns) if (!plain.has(role)) taken[role] = [...(taken[role] ?? []), name]
  return taken
}

const roleWords: Readonly<Record<string, { readonly en: string; readonly fr: string }>> = {
  case: { en: 'case', fr: 'dossier' },
  customer: { en: 'customer', fr: 'client' },
  anonymous: { en: 'visitor', fr: 'visiteur' },
  event: { en: 'event', fr: 'événement' },
  timestamp: { en: 'time', fr: 'date' },
  moment: { en: 'a time that is an event', fr: 'date qui est un événement' },
  flag: { en: 'a yes that is an event', fr: 'oui qui est un événement' },
  channel: { en: 'channel', fr: 'canal' },
  score: { en: 'score', fr: 'note' },
  messageId: { en: 'id of the event', fr: 'identifiant de l’événement' },
  email: { en: 'e-mail', fr: 'e-mail' },
  phone: { en: 'telephone', fr: 'téléphone' },
}

/** One line that says it: `Read as: case = Case ID; event = Activity; time = Complete Timestamp (iso, Europe/Paris)`. */
export function takenInWords(
  taken: Readonly<Record<string, readonly string[]>>,
  preview: Preview,
  locale: 'fr' | 'en',
): string {
  const said = Object.entries(taken).map(
    ([role, names]) => `${roleWords[role]?.[locale] ?? role} = ${names.join(' + ')}`,
  )
  if (preview.mapping.shape === 'messages') said.push(locale === 'fr' ? 'messages de Segment' : 'messages of Segment')
  const moments = (preview.mapping.moments ?? []) as readonly { readonly format?: string }[]
  const formats = [...new Set(moments.map(({ format }) => format ?? 'iso'))].join(', ')
  const others = preview.columns.filter(({ role }) => plain.has(role)).length
  const delimiter = preview.delimiter === null ? '' : ` “${preview.delimiter === '\t' ? 'tab' : preview.delimiter}”`
  return locale === 'fr'
    ? `Lu comme ${preview.format} ${preview.encoding}${delimiter} : ${said.join(' ; ')}. Dates : ${formats}, fuseau ${preview.mapping.timeZone}. Autres colonnes gardées comme propriétés : ${others}.`
    : `Read as ${preview.format} ${preview.encoding}${delimiter}: ${said.join('; ')}. Times: ${formats}, zone ${preview.mapping.timeZone}. Other columns kept as properties: ${others}.`
}

/** How many rows were rejected for each reason, of the file that tells them one by one. */
export function countReasons(errors: Buffer): Record<string, number> {
  const counts: Record<string, number> = {}
  const first = errors.subarray(0, errors.indexOf(10)).toString()
  const rows = parse(errors, {
    bom: true,
    delimiter: first.includes(';') ? ';' : ',',
    from_line: 2,
    relax_column_count: true,
  })
  for (const row of rows as string[][]) {
    const reason = row.at(-1) ?? ''
    counts[reason] = (counts[reason] ?? 0) + 1
  }
  return counts
}
