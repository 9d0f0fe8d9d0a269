import type { LaneType } from './journey-map.ts'

const laneNames: Readonly<Record<LaneType, { readonly fr: string; readonly en: string }>> = {
  touchpoint: { fr: 'Points de contact', en: 'Touchpoints' },
  channel: { fr: 'Canaux', en: 'Channels' },
  action: { fr: 'Actions', en: 'Actions' },
  thought: { fr: 'Pensées', en: 'Thoughts' },
  emotion: { fr: 'Émotion', en: 'Emotion' },
  desired: { fr: 'Expérience désirée', en: 'Desired experience' },
  people: { fr: 'Responsables', en: 'Owners' },
  process: { fr: 'Processus', en: 'Processes' },
  procedure: { fr: 'Procédures', en: 'Procedures' },
  tool: { fr: 'Outils', en: 'Tools' },
  metric: { fr: 'Indicateurs', en: 'Metrics' },
  image: { fr: 'Images', en: 'Pictures' },
  text: { fr: 'Notes', en: 'Notes' },
  insight: { fr: 'Enseignements', en: 'Insights' },
  opportunity: { fr: 'Opportunités', en: 'Opportunities' },
  initiative: { fr: 'Initiatives', en: 'Initiatives' },
  custom: { fr: 'Notes', en: 'Notes' },
}

/** What a lane without a name of its own is called: after its type. */
export function laneName(type: LaneType): { readonly fr: string; readonly en: string } {
  return laneNames[type]
}
