import type { Tongue } from '../../vocabulary/label.ts'
import { nameKey } from './name-key.ts'

/** A column of the grid: what its header is called, in whichever language, and whether its cells are words. */
type GridColumn = {
  readonly fr: string
  readonly en: string
  /** Words exist in two languages, so the column may stand twice: `text` and `text_en`. */
  readonly words?: true
  /** Headers that people give it, beside its code and its two names; without case and accents. */
  readonly also?: readonly string[]
}

/** The columns that every grid has, in their order. */
export const baseColumns = {
  phase: { fr: 'Phase', en: 'Phase', words: true, also: ['phases', 'stage', 'stages'] },
  step: { fr: 'Étape', en: 'Step', words: true, also: ['steps', 'etapes', 'step title', "titre de l'etape"] },
  lane: { fr: 'Ligne', en: 'Lane', words: true, also: ['row', 'swimlane', 'couloir', 'rubrique'] },
  persona: { fr: 'Persona', en: 'Persona', words: true, also: ['personas', 'profil'] },
  text: { fr: 'Texte', en: 'Text', words: true, also: ['content', 'contenu', 'note', 'notes'] },
  touchpoint: {
    fr: 'Point de contact',
    en: 'Touchpoint',
    words: true,
    also: ['touchpoints', 'touch point', 'contact point', 'points de contact'],
  },
  channel: { fr: 'Canal', en: 'Channel', also: ['canaux', 'channels'] },
  ownership: { fr: 'Maîtrise', en: 'Ownership', also: ['propriete'] },
  presence: { fr: 'Présence', en: 'Presence' },
  valence: { fr: 'Valence', en: 'Valence', also: ['emotion', 'ressenti', 'feeling'] },
  department: {
    fr: 'Service',
    en: 'Department',
    words: true,
    also: ['services', 'departement', 'direction', 'owner', 'accountable', 'responsable', 'service responsable'],
  },
  tool: { fr: 'Outil', en: 'Tool', words: true, also: ['outils', 'tools', 'systeme', 'system'] },
  metric: { fr: 'Indicateur', en: 'Metric', words: true, also: ['indicateurs', 'metrics', 'kpi', 'kpis'] },
  language: { fr: 'Langue', en: 'Language' },
} as const satisfies Record<string, GridColumn>

/** Columns that a grid has where a map says more: each is written only when one of its cells holds something. */
export const furtherColumns = {
  intensity: { fr: 'Intensité', en: 'Intensity' },
  experience: { fr: 'Type d’expérience', en: 'Experience', also: ['experience type'] },
  repeatable: { fr: 'Répétable', en: 'Repeatable' },
  choice: { fr: 'Choix', en: 'Choice', also: ['choice group', 'groupe de choix'] },
  max_wait: { fr: 'Attente maximale', en: 'Maximum wait', also: ['max wait'] },
  target_duration: { fr: 'Durée visée', en: 'Target duration' },
  responsible: { fr: 'Réalise', en: 'Responsible', words: true },
  consulted: { fr: 'Consulté', en: 'Consulted', words: true },
  informed: { fr: 'Informé', en: 'Informed', words: true },
  process: { fr: 'Processus', en: 'Process', words: true },
  procedure: { fr: 'Procédure', en: 'Procedure', words: true },
  moment_of_truth: { fr: 'Moment de vérité', en: 'Moment of truth' },
  kind: { fr: 'Nature', en: 'Kind' },
  initiator: { fr: 'Initiateur', en: 'Initiator' },
  observability: { fr: 'Observabilité', en: 'Observability' },
  complexity: { fr: 'Complexité', en: 'Complexity' },
  urgency: { fr: 'Urgence', en: 'Urgency' },
  order: { fr: 'Ordre', en: 'Order' },
  span: { fr: 'Étendue', en: 'Span' },
  visibility: { fr: 'Visibilité', en: 'Visibility' },
  map_kind: { fr: 'Type de carte', en: 'Kind of map' },
} as const satisfies Record<string, GridColumn>

export type BaseColumn = keyof typeof baseColumns
export type Column = BaseColumn | keyof typeof furtherColumns

export const gridColumns: Readonly<Record<Column, GridColumn>> = { ...baseColumns, ...furtherColumns }
export const columnNames = Object.keys(gridColumns) as readonly Column[]
export const hasWords = (column: Column) => gridColumns[column].words === true

/** A header as it was understood: which column, and in which language its words are, where it says so. */
export type ReadHeader = { readonly column: Column; readonly tongue: Tongue | null; readonly spokenIn: Tongue | null }

const suffixes: Readonly<Record<string, Tongue>> = {
  fr: 'fr',
  francais: 'fr',
  french: 'fr',
  en: 'en',
  anglais: 'en',
  english: 'en',
}

const known = new Map<string, { readonly column: Column; readonly spokenIn: Tongue | null }>()
for (const column of columnNames) {
  const { fr, en, also = [] } = gridColumns[column]
  const names = { code: headerKey(column), fr: headerKey(fr), en: headerKey(en) }
  for (const other of also) known.set(headerKey(other), { column, spokenIn: null })
  known.set(names.en, { column, spokenIn: null })
  // The codes are English words whatever the language of the cells: only a French header says something of them.
  known.set(names.fr, { column, spokenIn: names.fr === names.en || names.fr === names.code ? null : 'fr' })
  known.set(names.code, { column, spokenIn: null })
}

/** What column a header names: `Étape`, `step_en`, `Texte (anglais)`. Undefined for one that the grid does not have. */
export function readHeader(header: string): ReadHeader | undefined {
  const key = headerKey(header)
  const whole = known.get(key)
  if (whole) return { ...whole, tongue: null }
  const cut = key.lastIndexOf(' ')
  const tongue = suffixes[key.slice(cut + 1)]
  const inner = tongue && cut > 0 ? known.get(key.slice(0, cut)) : undefined
  return inner && hasWords(inner.column) ? { ...inner, tongue: tongue! } : undefined
}

function headerKey(header: string): string {
  return nameKey(header)
    .replace(/[^\p{L}\p{N}']+/gu, ' ')
    .trim()
}
