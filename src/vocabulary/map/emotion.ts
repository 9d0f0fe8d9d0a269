import { z } from 'zod'
import { extensible, objectId } from '../extensible.ts'
import { labelShape, plainText } from '../label.ts'

/** How it feels, −1 (as bad as can be) to 1. */
const valenceShape = z.number().min(-1).max(1)

/**
 * An emotion that the team says customers have at a step. It is one of three series that never share a field:
 * declared here, desired in `DesiredExperience`, and measured, which is computed from events and stands on no map.
 */
export const emotionStatementShape = extensible({
  persona: objectId.nullable().default(null),
  valence: valenceShape,
  intensity: z.number().min(0).max(1).default(0.5),
  label: plainText(120).nullable().default(null),
})
export type EmotionStatement = z.output<typeof emotionStatementShape>

/** What the step should feel like. `type` is free: amusante, inspirante, éducationnelle, rassurante… */
export const desiredExperienceShape = extensible({
  valence: valenceShape,
  type: plainText(120).nullable().default(null),
  statement: labelShape.nullable().default(null),
})
export type DesiredExperience = z.output<typeof desiredExperienceShape>

/** Emotions that have a name here, with where they usually lie. A statement may name one of them, or anything else. */
export const emotionNames = {
  delight: { en: 'delight', fr: 'enchantement', valence: 0.9 },
  joy: { en: 'joy', fr: 'joie', valence: 0.8 },
  pleasure: { en: 'pleasure', fr: 'plaisir', valence: 0.7 },
  pride: { en: 'pride', fr: 'fierté', valence: 0.7 },
  trust: { en: 'trust', fr: 'confiance', valence: 0.6 },
  relief: { en: 'relief', fr: 'soulagement', valence: 0.6 },
  gratitude: { en: 'gratitude', fr: 'gratitude', valence: 0.6 },
  calm: { en: 'calm', fr: 'sérénité', valence: 0.5 },
  curiosity: { en: 'curiosity', fr: 'curiosité', valence: 0.4 },
  hope: { en: 'hope', fr: 'espoir', valence: 0.3 },
  surprise: { en: 'surprise', fr: 'surprise', valence: 0.2 },
  indifference: { en: 'indifference', fr: 'indifférence', valence: 0 },
  hesitation: { en: 'hesitation', fr: 'hésitation', valence: -0.1 },
  doubt: { en: 'doubt', fr: 'doute', valence: -0.2 },
  boredom: { en: 'boredom', fr: 'ennui', valence: -0.3 },
  impatience: { en: 'impatience', fr: 'impatience', valence: -0.4 },
  confusion: { en: 'confusion', fr: 'confusion', valence: -0.4 },
  tension: { en: 'tension', fr: 'tension', valence: -0.4 },
  worry: { en: 'worry', fr: 'inquiétude', valence: -0.5 },
  stress: { en: 'stress', fr: 'stress', valence: -0.5 },
  disappointment: { en: 'disappointment', fr: 'déception', valence: -0.6 },
  frustration: { en: 'frustration', fr: 'frustration', valence: -0.6 },
  helplessness: { en: 'helplessness', fr: 'impuissance', valence: -0.8 },
  anger: { en: 'anger', fr: 'colère', valence: -0.9 },
} as const satisfies Record<string, { en: string; fr: string; valence: number }>
export type EmotionName = keyof typeof emotionNames

/** The emotion that a label names, in either language or by its code; undefined for anything else. */
export function emotionNamed(label: string): EmotionName | undefined {
  const word = label.trim().toLowerCase()
  const names = Object.keys(emotionNames) as EmotionName[]
  return names.find(name => name === word || emotionNames[name].en === word || emotionNames[name].fr === word)
}

/** A label in the reader's language where it names a known emotion; as it was written otherwise. */
export function emotionWord(label: string, tongue: 'fr' | 'en'): string {
  const name = emotionNamed(label)
  return name ? emotionNames[name][tongue] : label
}
