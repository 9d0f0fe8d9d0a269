import { type MapTemplate, mapTemplates } from '../vocabulary/map/map-template.ts'
import { templateKeys } from './mapping.ts'

/** What is seen of a template before it is drawn: its words, and the shape of its journey. Plain, so that a page needs no template whole. */
export type TemplateFace = {
  readonly key: (typeof templateKeys)[number]
  readonly name: { readonly fr: string; readonly en: string }
  readonly purpose: { readonly fr: string; readonly en: string }
  readonly touchpoints: number
  readonly phases: readonly {
    readonly name: { readonly fr: string; readonly en: string }
    readonly steps: readonly {
      /** How many touchpoints are placed, how it is said to feel, and whether a moment of truth is. */
      readonly placed: number
      readonly feels: number | null
      readonly decides: boolean
    }[]
  }[]
}

export const templateFaces: readonly TemplateFace[] = templateKeys.map(key => {
  const template: MapTemplate = mapTemplates[key]
  const waiting = new Set(template.moments ?? [])
  return {
    key,
    name: both(template.name),
    purpose: both(template.purpose),
    touchpoints: Object.keys(template.touchpoints).length,
    phases: template.phases.map(phase => ({
      name: both(phase.name),
      steps: phase.steps.map(step => ({
        placed: step.at.length,
        feels: step.feels?.[0] ?? null,
        decides: step.at.some(placement => waiting.delete(/^\w+/.exec(placement)![0])),
      })),
    })),
  }
})

function both([fr, en]: readonly [string, string]) {
  return { fr, en }
}
