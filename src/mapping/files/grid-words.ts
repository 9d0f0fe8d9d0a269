import { channelCodes, channels } from '../../vocabulary/channel.ts'
import type { Tongue } from '../../vocabulary/label.ts'
import {
  type LaneType,
  laneTypes,
  type MapKind,
  type MomentOfTruth,
  type Phase,
} from '../../vocabulary/map/journey-map.ts'
import type { MetricLink } from '../../vocabulary/metric.ts'
import type { Placement, Touchpoint } from '../../vocabulary/touchpoint.ts'
import { nameKey } from './name-key.ts'

/** The words for the values of a column: by code, in French and English, and what else people write for it. */
export type ValueWords<Code extends string> = Readonly<
  Record<Code, { readonly fr: string; readonly en: string; readonly also?: readonly string[] }>
>

export const laneWords: ValueWords<LaneType> = {
  touchpoint: { fr: 'Points de contact', en: 'Touchpoints', also: ['point de contact', 'contact'] },
  channel: { fr: 'Canaux', en: 'Channels', also: ['canal'] },
  action: { fr: 'Actions', en: 'Actions', also: ['doing', 'ce que fait le client'] },
  thought: { fr: 'Pensées', en: 'Thoughts', also: ['pensee', 'thinking', 'ce que pense le client', 'questions'] },
  emotion: { fr: 'Émotion', en: 'Emotion', also: ['emotions', 'feeling', 'feelings', 'ressenti'] },
  desired: { fr: 'Expérience désirée', en: 'Desired experience', also: ['cible', 'target'] },
  people: { fr: 'Responsables', en: 'Owners', also: ['people', 'personnes', 'services', 'departments'] },
  process: { fr: 'Processus', en: 'Processes' },
  procedure: { fr: 'Procédures', en: 'Procedures' },
  tool: { fr: 'Outils', en: 'Tools', also: ['outil', 'systemes', 'systems'] },
  metric: { fr: 'Indicateurs', en: 'Metrics', also: ['indicateur', 'kpi', 'kpis'] },
  image: { fr: 'Images', en: 'Images' },
  text: { fr: 'Notes', en: 'Notes', also: ['note', 'texte'] },
  insight: { fr: 'Enseignements', en: 'Insights', also: ['enseignement', 'pain points', 'irritants', 'verbatim'] },
  opportunity: { fr: 'Opportunités', en: 'Opportunities', also: ['opportunite'] },
  initiative: { fr: 'Initiatives', en: 'Initiatives' },
  custom: { fr: 'Autres', en: 'Other' },
}

/** What the lane column says of rows that stand in no lane. */
export const rowKinds = ['journey', 'purpose', 'map', 'goal', 'step', 'persona'] as const
export type RowKind = (typeof rowKinds)[number]
export const rowKindWords: ValueWords<RowKind> = {
  journey: { fr: 'Parcours', en: 'Journey' },
  purpose: { fr: 'Raison d’être', en: 'Purpose', also: ['but'] },
  map: { fr: 'Carte', en: 'Map' },
  goal: { fr: 'Objectif', en: 'Goal', also: ['phase', 'objectif de la phase'] },
  step: { fr: 'Étape', en: 'Step', also: ['description'] },
  persona: { fr: 'Persona', en: 'Persona' },
}

export const ownershipWords: ValueWords<Touchpoint['ownership']> = {
  owned: { fr: 'maîtrisé', en: 'owned', also: ['own', 'maitrisee', 'interne', 'internal'] },
  partner: { fr: 'partenaire', en: 'partner' },
  earned: { fr: 'non maîtrisé', en: 'earned', also: ['not owned', 'non maitrisee', 'tiers', 'third party'] },
}

export const presenceWords: ValueWords<Placement['presence']> = {
  expected: { fr: 'attendu', en: 'expected', also: ['attendue', 'obligatoire', 'mandatory', 'required'] },
  possible: { fr: 'possible', en: 'possible', also: ['optional', 'facultatif', 'optionnel'] },
}

export const kindWords: ValueWords<Touchpoint['kind']> = {
  communication: { fr: 'communication', en: 'communication' },
  action: { fr: 'action', en: 'action' },
}

export const initiatorWords: ValueWords<Touchpoint['initiator']> = {
  customer: { fr: 'client', en: 'customer' },
  company: { fr: 'entreprise', en: 'company' },
  third: { fr: 'tiers', en: 'third', also: ['third party'] },
}

export const observabilityWords: ValueWords<Touchpoint['observability']> = {
  observed: { fr: 'observable', en: 'observed', also: ['observe'] },
  partial: { fr: 'en partie', en: 'partial', also: ['partiel', 'partielle', 'partly'] },
  unobservable: { fr: 'non observable', en: 'unobservable', also: ['inobservable', 'not observable'] },
}

export const orderWords: ValueWords<Phase['order']> = {
  sequence: { fr: 'dans l’ordre', en: 'sequence' },
  any: { fr: 'libre', en: 'any' },
}

export const mapKindWords: ValueWords<MapKind> = {
  current: { fr: 'actuelle', en: 'current', also: ['actuel', 'as-is'] },
  future: { fr: 'future', en: 'future', also: ['cible', 'to-be'] },
  competitor: { fr: 'concurrent', en: 'competitor' },
  employee: { fr: 'collaborateurs', en: 'employee', also: ['employees'] },
}

export const yesWords: ValueWords<'yes' | 'no'> = {
  yes: { fr: 'oui', en: 'yes', also: ['x', '1', 'true', 'vrai'] },
  no: { fr: 'non', en: 'no', also: ['0', 'false', 'faux', '-'] },
}

export const metricRoleWords: ValueWords<MetricLink['role']> = {
  outcome: { fr: 'résultat', en: 'outcome' },
  leading: { fr: 'avancé', en: 'leading', also: ['avance', 'precurseur'] },
  cost: { fr: 'coût', en: 'cost' },
  volume: { fr: 'volume', en: 'volume' },
}

export const momentWords: ValueWords<MomentOfTruth['status']> = {
  hypothesis: { fr: 'hypothèse', en: 'hypothesis', also: ['oui', 'yes', 'x', 'true', 'vrai', '1'] },
  emotionalPeak: { fr: 'pic émotionnel', en: 'emotional peak', also: ['emotionalpeak'] },
  proven: { fr: 'prouvé', en: 'proven' },
  notSupported: { fr: 'non confirmé', en: 'not supported', also: ['notsupported'] },
  rejected: { fr: 'écarté', en: 'rejected' },
}

export const originWords: ValueWords<MomentOfTruth['origin']> = {
  declared: { fr: 'déclaré', en: 'declared' },
  detected: { fr: 'détecté', en: 'detected' },
}

export const tongueWords: ValueWords<Tongue> = {
  fr: { fr: 'français', en: 'French', also: ['fr-fr', 'francais'] },
  en: { fr: 'anglais', en: 'English', also: ['en-gb', 'en-us'] },
}

/** By any of its spellings, the code; made once a dictionary, for a file asks of every cell. */
const spellings = new WeakMap<object, ReadonlyMap<string, string>>()

/** Reads a value: its code, its French or its English name, without case and accents. */
export function readWord<Code extends string>(words: ValueWords<Code>, written: string): Code | undefined {
  let known = spellings.get(words)
  if (!known) {
    const entries = Object.entries(words) as [Code, ValueWords<Code>[Code]][]
    // Of two codes that share a spelling, the first has it.
    known = new Map(
      entries
        .flatMap(([code, { fr, en, also = [] }]) => [code, fr, en, ...also].map(name => [nameKey(name), code] as const))
        .reverse(),
    )
    spellings.set(words, known)
  }
  return known.get(nameKey(written)) as Code | undefined
}

/** The values that a column takes, for a sentence: « owned, partner, earned ». */
export function wordsIn(words: ValueWords<string>, tongue: Tongue): string {
  return Object.values(words)
    .map(each => each[tongue])
    .join(', ')
}

const channelKeys = new Map(
  channelCodes.flatMap(code => [
    ...[code, channels[code].fr, channels[code].en].map(name => [nameKey(name), code] as const),
  ]),
)
const furtherChannels: Readonly<Record<string, string>> = {
  'site web': 'web',
  website: 'web',
  site: 'web',
  internet: 'web',
  mobile: 'app',
  'application mobile': 'app',
  'mobile app': 'app',
  shop: 'store',
  boutique: 'store',
  'point de vente': 'store',
  telephone: 'phone',
  tel: 'phone',
  appel: 'phone',
  mail: 'email',
  courriel: 'email',
  'e-mail': 'email',
  'reseaux sociaux': 'social',
  'social media': 'social',
  'social network': 'social',
  avis: 'review',
  reviews: 'review',
  letter: 'post',
  lettre: 'post',
  'publicite en ligne': 'ad',
}

/** The code of a channel that every workspace has, by its code or a name of it. */
export function readChannel(written: string): string | undefined {
  const key = nameKey(written)
  return channelKeys.get(key) ?? furtherChannels[key]
}

export function isLaneType(word: string): word is LaneType {
  return (laneTypes as readonly string[]).includes(word)
}
