import type { Tongue } from '../../vocabulary/label.ts'
import type { LaneType, MapKind, MomentOfTruth } from '../../vocabulary/map/journey-map.ts'
import type { Touchpoint } from '../../vocabulary/touchpoint.ts'

/** The words that a drawing adds to those of the map. */
export type DrawingWords = {
  readonly phases: string
  readonly steps: string
  readonly lanes: Readonly<Record<LaneType, string>>
  readonly kinds: Readonly<Record<MapKind, string>>
  readonly ownership: Readonly<Partial<Record<Touchpoint['ownership'], string>>>
  readonly moment: string
  readonly moments: string
  readonly status: Readonly<Record<MomentOfTruth['status'], string>>
  readonly declared: string
  readonly desired: string
  readonly measured: string
  readonly reach: (percent: number) => string
  readonly measuredOver: (period: string, cases: string) => string
  readonly gap: string
  readonly expected: string
  readonly possible: string
  readonly accountable: string
  readonly responsible: string
  readonly anyOrder: string
  readonly quote: (text: string) => string
  readonly version: (number: number) => string
  readonly draft: (after: number) => string
  readonly on: (day: string) => string
  readonly note: string
  readonly continued: (name: string) => string
  readonly page: (page: number, pages: number) => string
  readonly personas: string
  readonly picture: string
  readonly nothing: string
  readonly why: string
  readonly slideOf: (from: number, to: number, all: number) => string
}

const en: DrawingWords = {
  phases: 'Phases',
  steps: 'Steps',
  lanes: {
    touchpoint: 'Touchpoints',
    channel: 'Channels',
    action: 'Actions',
    thought: 'Thoughts',
    emotion: 'Emotion',
    desired: 'Desired experience',
    people: 'Owners',
    process: 'Processes',
    procedure: 'Procedures',
    tool: 'Tools',
    metric: 'Metrics',
    image: 'Images',
    text: 'Notes',
    insight: 'Insights',
    opportunity: 'Opportunities',
    initiative: 'Initiatives',
    custom: 'Notes',
  },
  kinds: { current: 'Current map', future: 'Future map', competitor: 'Competitor', employee: 'Employees' },
  ownership: { partner: 'partner', earned: 'not controlled' },
  moment: 'moment of truth',
  moments: 'Moments of truth',
  status: {
    hypothesis: 'hypothesis',
    emotionalPeak: 'emotional peak',
    proven: 'proven',
    notSupported: 'not supported',
    rejected: 'rejected',
  },
  declared: 'declared',
  desired: 'desired',
  measured: 'measured',
  reach: percent => `${percent}% of journeys`,
  measuredOver: (period, cases) => `Measured ${period}${cases ? `, n = ${cases} journeys` : ''}`,
  gap: 'gap: measured − desired',
  expected: 'expected',
  possible: 'possible',
  accountable: 'accountable',
  responsible: 'responsible',
  anyOrder: 'in any order',
  quote: text => `“${text}”`,
  version: number => `Version ${number}`,
  draft: after => (after > 0 ? `Draft after version ${after}` : 'Draft, never published'),
  on: day => day,
  note: 'Confidential: for internal use',
  continued: name => `${name} (continued)`,
  page: (page, pages) => `Sheet ${page} of ${pages}`,
  personas: 'Personas',
  picture: 'picture',
  nothing: 'This map has no step yet.',
  why: 'Why',
  slideOf: (from, to, all) => (from === to ? `step ${from} of ${all}` : `steps ${from} to ${to} of ${all}`),
}

const fr: DrawingWords = {
  phases: 'Phases',
  steps: 'Étapes',
  lanes: {
    touchpoint: 'Points de contact',
    channel: 'Canaux',
    action: 'Actions',
    thought: 'Pensées',
    emotion: 'Émotion',
    desired: 'Expérience désirée',
    people: 'Responsables',
    process: 'Processus',
    procedure: 'Procédures',
    tool: 'Outils',
    metric: 'Indicateurs',
    image: 'Images',
    text: 'Notes',
    insight: 'Enseignements',
    opportunity: 'Opportunités',
    initiative: 'Initiatives',
    custom: 'Notes',
  },
  kinds: { current: 'Carte actuelle', future: 'Carte future', competitor: 'Concurrent', employee: 'Collaborateurs' },
  ownership: { partner: 'partenaire', earned: 'non maîtrisé' },
  moment: 'moment de vérité',
  moments: 'Moments de vérité',
  status: {
    hypothesis: 'hypothèse',
    emotionalPeak: 'pic émotionnel',
    proven: 'prouvé',
    notSupported: 'non confirmé',
    rejected: 'écarté',
  },
  declared: 'déclarée',
  desired: 'désirée',
  measured: 'mesurée',
  reach: percent => `${percent}\u00a0% des parcours`,
  measuredOver: (period, cases) => `Mesuré ${period}${cases ? `, n\u00a0=\u00a0${cases} parcours` : ''}`,
  gap: 'écart\u00a0: mesurée − désirée',
  expected: 'attendu',
  possible: 'possible',
  accountable: 'en répond',
  responsible: 'réalise',
  anyOrder: 'dans n’importe quel ordre',
  quote: text => `«\u00a0${text}\u00a0»`,
  version: number => `Version ${number}`,
  draft: after => (after > 0 ? `Brouillon après la version ${after}` : 'Brouillon, jamais publié'),
  on: day => day,
  note: 'Confidentiel\u00a0: usage interne',
  continued: name => `${name} (suite)`,
  page: (page, pages) => `Feuille ${page} sur ${pages}`,
  personas: 'Personas',
  picture: 'image',
  nothing: 'Cette carte n’a pas encore d’étape.',
  why: 'Pourquoi',
  slideOf: (from, to, all) => (from === to ? `étape ${from} sur ${all}` : `étapes ${from} à ${to} sur ${all}`),
}

export function drawingWords(language: Tongue): DrawingWords {
  return language === 'fr' ? fr : en
}

/** A feeling as it is written: `+0,4`, `−0.25`, `0`. */
export function feelingWords(value: number, language: Tongue): string {
  const rounded = Math.round(value * 100) / 100
  const digits = String(Math.abs(rounded)).replace('.', language === 'fr' ? ',' : '.')
  return rounded > 0 ? `+${digits}` : rounded < 0 ? `−${digits}` : '0'
}
