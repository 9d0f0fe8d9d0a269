import { csvLine, utf8Mark } from '../../vocabulary/csv-line.ts'
import { type Label, labelIn } from '../../vocabulary/label.ts'
import type { MapChange } from '../../vocabulary/map/map-change.ts'

const words = {
  fr: {
    columns: ['Changement', 'Élément', 'Nom', 'Phase', 'Étape', 'Champ', 'Avant', 'Après', 'Gain attendu'],
    added: 'ajouté',
    removed: 'retiré',
    moved: 'déplacé',
    changed: 'modifié',
    map: 'carte',
    lane: 'ligne',
    phase: 'phase',
    step: 'étape',
    placement: 'point de contact',
    cell: 'cellule',
    emotion: 'émotion',
    moment: 'moment de vérité',
  },
  en: {
    columns: ['Change', 'Element', 'Name', 'Phase', 'Step', 'Field', 'Before', 'After', 'Expected gain'],
    added: 'added',
    removed: 'removed',
    moved: 'moved',
    changed: 'changed',
    map: 'map',
    lane: 'lane',
    phase: 'phase',
    step: 'step',
    placement: 'touchpoint',
    cell: 'cell',
    emotion: 'emotion',
    moment: 'moment of truth',
  },
} as const

/**
 * The changes as a table, a line for each field that changed. French spreadsheets part cells by semicolons and write
 * decimal commas; the byte-order mark tells both that the text is UTF-8.
 */
export function comparisonCsv(changes: readonly MapChange[], language: 'fr' | 'en'): string {
  const say = words[language]
  const text = (label: Label | null) => (label ? labelIn(label, language).text : '')
  const lines = changes.flatMap(change => {
    const head = [say[change.kind], say[change.element], text(change.name), text(change.phase), text(change.step)]
    const gain = change.gain === null ? null : Math.round(change.gain * 100) / 100
    const fields = change.fields.length > 0 ? change.fields : [{ field: '', before: null, after: null }]
    return fields.map(({ field, before, after }, place) => [
      ...head,
      field,
      text(before),
      text(after),
      place === 0 ? gain : null,
    ])
  })
  const mark = language === 'fr' ? ';' : ','
  return utf8Mark + [say.columns, ...lines].map(line => csvLine(line, mark)).join('')
}
