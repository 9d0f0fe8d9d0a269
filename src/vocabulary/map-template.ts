import type { Department } from './department.ts'
import type { Prefix } from './id.ts'
import type { JourneyMap, LaneType, MapKind, Phase, Step } from './journey-map.ts'
import type { Label } from './label.ts'
import { awarenessToLoyalty } from './template-awareness-to-loyalty.ts'
import { discoveryToReturn } from './template-discovery-to-return.ts'
import type { Placement, Touchpoint } from './touchpoint.ts'

/** Words in both languages, French first. */
export type Both = readonly [fr: string, en: string]

/** A touchpoint as a template tells it; what is not said is the default of `touchpointShape`. */
export type TemplateTouchpoint = {
  readonly name: Both
  readonly channels: readonly string[]
  /** Who is accountable for it, by key of `departments`. */
  readonly department: string
} & Partial<Pick<Touchpoint, 'ownership' | 'kind' | 'initiator' | 'observability' | 'complexity' | 'urgency'>>

/** A placement: the key of a touchpoint, with `!` behind it when customers are expected to go through it. */
type TemplatePlacement = string

export type MapTemplate = {
  readonly name: Both
  readonly purpose: Both
  readonly lanes: readonly LaneType[]
  readonly departments: Readonly<Record<string, Both>>
  readonly touchpoints: Readonly<Record<string, TemplateTouchpoint>>
  readonly phases: readonly {
    readonly name: Both
    readonly goal: Both
    readonly order?: 'any'
    readonly steps: readonly {
      readonly title: Both
      readonly thought: Both
      readonly at: readonly TemplatePlacement[]
    }[]
  }[]
}

export const mapTemplates = {
  'discovery-to-return': discoveryToReturn,
  'awareness-to-loyalty': awarenessToLoyalty,
} as const satisfies Record<string, MapTemplate>
export type TemplateKey = keyof typeof mapTemplates

/** A map drawn from a template, with the library objects it brings. */
export type Drawn = {
  readonly name: Label
  readonly purpose: Label
  readonly map: JourneyMap
  readonly touchpoints: readonly Touchpoint[]
  readonly departments: readonly Department[]
}

/** Draws a new map from a template; every id is new. Words are there in both languages. */
export function drawTemplate(key: TemplateKey, kind: MapKind, newId: (prefix: Prefix) => string): Drawn {
  const template: MapTemplate = mapTemplates[key]
  const departments = new Map<string, Department>()
  for (const [name, words] of Object.entries(template.departments)) {
    departments.set(name, { id: newId('dep'), name: label(words), parent: null })
  }
  const touchpoints = new Map<string, Touchpoint>()
  for (const [name, told] of Object.entries(template.touchpoints)) {
    touchpoints.set(name, touchpointOf(told, newId('tch')))
  }

  const placementOf = (told: TemplatePlacement): Placement => {
    const name = told.replace(/!$/, '')
    const touchpoint = touchpoints.get(name)!
    return {
      id: newId('plc'),
      touchpoint: touchpoint.id,
      presence: told.endsWith('!') ? 'expected' : 'possible',
      repeatable: false,
      channels: [...touchpoint.channels],
      choiceGroup: null,
      maxWait: null,
      targetDuration: null,
      raci: [
        {
          role: 'accountable',
          department: departments.get(template.touchpoints[name]!.department)!.id,
          person: null,
        },
      ],
      assets: [],
      metrics: [],
      evidence: [],
    }
  }

  const phases = template.phases.map(
    (phase): Phase => ({
      id: newId('pha'),
      name: label(phase.name),
      goal: label(phase.goal),
      order: phase.order ?? 'sequence',
      desired: null,
      steps: phase.steps.map(
        (step): Step => ({
          id: newId('stp'),
          title: label(step.title),
          description: null,
          placements: step.at.map(placementOf),
          cells: [{ lane: 'thought', text: label(step.thought), refs: [], span: 1, evidence: [] }],
          emotion: { declared: [], desired: null },
        }),
      ),
    }),
  )

  return {
    name: label(template.name),
    purpose: label(template.purpose),
    map: { ...emptyMap(newId('map'), kind), lanes: lanesOf(template.lanes), phases },
    touchpoints: [...touchpoints.values()],
    departments: [...departments.values()],
  }
}

/** The lanes that a map begins with when it is drawn from nothing. */
export const typicalLanes = [
  'touchpoint',
  'channel',
  'action',
  'thought',
  'emotion',
  'desired',
  'people',
  'tool',
  'metric',
] as const satisfies readonly LaneType[]

/** A map of nothing but the typical lanes. */
export function emptyMap(id: string, kind: MapKind): JourneyMap {
  return {
    id,
    kind,
    version: 0,
    name: null,
    basedOn: null,
    timeHorizon: null,
    personas: [],
    lanes: lanesOf(typicalLanes),
    phases: [],
    momentsOfTruth: [],
  }
}

/** Lanes called after their types. */
function lanesOf(types: readonly LaneType[]): JourneyMap['lanes'] {
  return types.map(type => ({ id: type, type, name: null, visibility: 'all' as const }))
}

function label([fr, en]: Both): Label {
  return { fr, en }
}

function touchpointOf(told: TemplateTouchpoint, id: string): Touchpoint {
  const { name, channels, department: _, ...said } = told
  return {
    id,
    name: label(name),
    description: null,
    ownership: 'owned',
    kind: 'action',
    initiator: 'customer',
    observability: 'observed',
    complexity: null,
    urgency: null,
    costPerVisit: null,
    ...said,
    channels: [...channels],
  }
}
