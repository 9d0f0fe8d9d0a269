import type { Prefix } from '../id.ts'
import type { Label, Tongue } from '../label.ts'
import type { Metric } from '../metric.ts'
import type { Placement, Touchpoint } from '../touchpoint.ts'
import type { Department } from './department.ts'
import type { JourneyMap, LaneType, MapKind, Phase, Step } from './journey-map.ts'
import type { ServiceAsset } from './service-asset.ts'
import { awarenessToLoyalty } from './templates/template-awareness-to-loyalty.ts'
import { b2bSoftware } from './templates/template-b2b-software.ts'
import { banking } from './templates/template-banking.ts'
import { discoveryToReturn } from './templates/template-discovery-to-return.ts'
import { healthcare } from './templates/template-healthcare.ts'
import { publicService } from './templates/template-public-service.ts'
import { retail } from './templates/template-retail.ts'
import { telecom } from './templates/template-telecom.ts'

/** Words in both languages, French first. */
export type Both = readonly [fr: string, en: string]

/** A touchpoint as a template tells it; what is not said is the default of `touchpointShape`. */
export type TemplateTouchpoint = {
  readonly name: Both
  readonly channels: readonly string[]
  /** Who is accountable for it, by key of `departments`, and who else does the work. */
  readonly department: string
  readonly by?: readonly string[]
  /** What it rests on, by key of `tools`, and what tells early how it goes, by key of `metrics`. */
  readonly tools?: readonly string[]
  readonly leading?: readonly string[]
} & Partial<Pick<Touchpoint, 'ownership' | 'kind' | 'initiator' | 'observability' | 'complexity' | 'urgency'>>

/**
 * A placement: the key of a touchpoint, with `!` behind it when customers are expected to go through it, or with
 * `|` and a name that alternatives of a phase share.
 */
type TemplatePlacement = string

/** `d` is days, which French writes `j`. */
type TemplateMetric = {
  readonly name: Both
  readonly unit: '%' | 'd' | 'h' | 'min' | ''
  readonly direction: Metric['direction']
}

type TemplateStep = {
  readonly title: Both
  readonly thought: Both
  readonly does?: Both
  readonly feels?: readonly [valence: number, fr: string, en: string]
  /** The experience desired: how it should feel, of what type, and in the customer's words. */
  readonly wants?: readonly [valence: number, typeFr: string, typeEn: string, fr: string, en: string]
  readonly at: readonly TemplatePlacement[]
}

export type MapTemplate = {
  readonly name: Both
  readonly purpose: Both
  readonly lanes: readonly LaneType[]
  readonly departments: Readonly<Record<string, Both>>
  readonly tools?: Readonly<Record<string, Both>>
  readonly metrics?: Readonly<Record<string, TemplateMetric>>
  readonly touchpoints: Readonly<Record<string, TemplateTouchpoint>>
  /** Touchpoints whose first placement is declared a moment of truth: a hypothesis, for data to judge. */
  readonly moments?: readonly string[]
  readonly phases: readonly {
    readonly name: Both
    readonly goal: Both
    readonly order?: 'any'
    readonly steps: readonly TemplateStep[]
  }[]
}

export const mapTemplates = {
  'discovery-to-return': discoveryToReturn,
  'awareness-to-loyalty': awarenessToLoyalty,
  retail,
  banking,
  telecom,
  'public-service': publicService,
  healthcare,
  'b2b-software': b2bSoftware,
} as const satisfies Record<string, MapTemplate>
export type TemplateKey = keyof typeof mapTemplates

/** A map drawn from a template, with the library objects it brings. */
export type Drawn = {
  readonly name: Label
  readonly purpose: Label
  readonly map: JourneyMap
  readonly touchpoints: readonly Touchpoint[]
  readonly departments: readonly Department[]
  readonly assets: readonly ServiceAsset[]
  readonly metrics: readonly Metric[]
}

/**
 * Draws a new map from a template; every id is new. Words are there in both languages; the one word for a feeling, which
 * has no other, in `tongue`.
 */
export function drawTemplate(
  key: TemplateKey,
  kind: MapKind,
  newId: (prefix: Prefix) => string,
  tongue: Tongue = 'fr',
): Drawn {
  const template: MapTemplate = mapTemplates[key]
  const each = <Told, Made>(told: Readonly<Record<string, Told>> | undefined, make: (one: Told) => Made) =>
    new Map(Object.entries(told ?? {}).map(([name, one]) => [name, make(one)]))
  const departments = each(
    template.departments,
    (words): Department => ({ id: newId('dep'), name: label(words), parent: null }),
  )
  const tools = each(
    template.tools,
    (words): ServiceAsset => ({ id: newId('ast'), type: 'tool', name: label(words), link: null, lifecycle: 'live' }),
  )
  const metrics = each(
    template.metrics,
    ({ name, unit, direction }): Metric => ({
      id: newId('met'),
      name: label(name),
      unit: unit === 'd' && tongue === 'fr' ? 'j' : unit,
      direction,
      kind: 'operational',
      target: null,
      source: null,
    }),
  )
  const touchpoints = each(template.touchpoints, told => touchpointOf(told, newId('tch')))
  const placed = new Map<string, string>()

  const placementOf = (told: TemplatePlacement): Placement => {
    const [, name, expected, group] = /^(\w+)(!?)(?:\|(\w+))?$/.exec(told) as unknown as [
      string,
      string,
      string,
      string?,
    ]
    const touchpoint = touchpoints.get(name)!
    const { department, by = [], tools: used = [], leading = [] } = template.touchpoints[name]!
    const id = newId('plc')
    if (!placed.has(name)) placed.set(name, id)
    const answers = (role: 'accountable' | 'responsible', who: string) => ({
      role,
      department: departments.get(who)!.id,
      person: null,
    })
    return {
      id,
      touchpoint: touchpoint.id,
      presence: expected === '!' ? 'expected' : 'possible',
      repeatable: false,
      channels: [...touchpoint.channels],
      choiceGroup: group ?? null,
      maxWait: null,
      targetDuration: null,
      raci: [answers('accountable', department), ...by.map(who => answers('responsible', who))],
      assets: used.map(tool => tools.get(tool)!.id),
      metrics: leading.map(metric => ({
        metric: metrics.get(metric)!.id,
        role: 'leading',
        lag: null,
        validation: 'untested',
      })),
      evidence: [],
    }
  }

  const cell = (lane: string, words: Both | undefined): Step['cells'] =>
    words ? [{ lane, text: label(words), refs: [], span: 1, evidence: [] }] : []

  const stepOf = ({ title, thought, does, feels, wants, at }: TemplateStep): Step => ({
    id: newId('stp'),
    title: label(title),
    description: null,
    placements: at.map(placementOf),
    cells: [...cell('action', does), ...cell('thought', thought)],
    emotion: {
      declared: feels
        ? [
            {
              persona: null,
              valence: feels[0],
              intensity: intensityOf(feels[0]),
              label: tongue === 'fr' ? feels[1] : feels[2],
            },
          ]
        : [],
      desired: wants
        ? { valence: wants[0], type: tongue === 'fr' ? wants[1] : wants[2], statement: label([wants[3], wants[4]]) }
        : null,
    },
  })

  const phases = template.phases.map(
    (phase): Phase => ({
      id: newId('pha'),
      name: label(phase.name),
      goal: label(phase.goal),
      order: phase.order ?? 'sequence',
      desired: null,
      steps: phase.steps.map(stepOf),
    }),
  )
  const momentsOfTruth = (template.moments ?? []).map(name => ({
    placement: placed.get(name)!,
    origin: 'declared' as const,
    status: 'hypothesis' as const,
    reason: null,
    evidence: [],
  }))
  return {
    name: label(template.name),
    purpose: label(template.purpose),
    map: { ...emptyMap(newId('map'), kind), lanes: lanesOf(template.lanes), phases, momentsOfTruth },
    touchpoints: [...touchpoints.values()],
    departments: [...departments.values()],
    assets: [...tools.values()],
    metrics: [...metrics.values()],
  }
}

/** The further from indifference, the stronger: 0 → 0.3, ±1 → 1. */
function intensityOf(valence: number): number {
  return Math.round((0.3 + 0.7 * Math.abs(valence)) * 10) / 10
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
  return {
    id,
    name: label(told.name),
    description: null,
    ownership: told.ownership ?? 'owned',
    kind: told.kind ?? 'action',
    initiator: told.initiator ?? 'customer',
    observability: told.observability ?? 'observed',
    complexity: told.complexity ?? null,
    urgency: told.urgency ?? null,
    costPerVisit: null,
    channels: [...told.channels],
  }
}
