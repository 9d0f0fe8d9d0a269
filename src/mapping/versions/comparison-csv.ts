import { type Label, labelIn } from '../../vocabulary/label.ts'
import type { MapChange } from '../../vocabulary/map-change.ts'

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
    const gain = change.gain === null ? '' : signed(change.gain, language)
    const fields = change.fields.length > 0 ? change.fields : [{ field: '', before: null, after: null }]
    return fields.map(({ field, before, after }, place) => [
      ...head,
      field,
      text(before),
      text(after),
      place === 0 ? gain : '',
    ])
  })
  const mark = language === 'fr' ? ';' : ','
  return `\ufeff${[say.columns, ...lines].map(line => line.map(cell => csvCell(cell, mark)).join(mark)).join('\r\n')}\r\n`
}

/** A cell that a spreadsheet takes for words: never for a formula, and never for the end of its row. */
function csvCell(value: string, mark: string): string {
  // A number may begin with a sign; nothing else that begins so is left to be computed.
  const isNumber = /^[+-]?\d+([.,]\d+)?$/.test(value)
  const plain = /^[=+\-@\t\r]/.test(value) && !isNumber ? `'${value}` : value
  return plain.includes('"') || plain.includes(mark) || /[\r\n]/.test(plain)
    ? `"${plain.replaceAll('"', '""')}"`
    : plain
}

function signed(value: number, language: 'fr' | 'en'): string {
  const text = `${value > 0 ? '+' : ''}${Math.round(value * 100) / 100}`
  return language === 'fr' ? text.replace('.', ',') : text
}
