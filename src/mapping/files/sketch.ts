import type { Label, Tongue } from '../../vocabulary/label.ts'
import type { Responsibility } from '../../vocabulary/map/department.ts'
import type { JourneyMap, LaneType, MapKind, MomentOfTruth, Phase } from '../../vocabulary/map/journey-map.ts'
import type { ServiceAsset } from '../../vocabulary/map/service-asset.ts'
import type { MetricLink } from '../../vocabulary/metric.ts'
import type { Placement, Touchpoint } from '../../vocabulary/touchpoint.ts'

/**
 * A map as a file tells it: everything by name, nothing by id. Every format but the interchange one is read into a
 * sketch, and a sketch becomes an interchange document once the library was asked which names it knows.
 */
export type Sketch = {
  readonly name: Label | null
  readonly purpose: Label | null
  readonly mapName: Label | null
  readonly kind: MapKind
  readonly language: Tongue
  readonly lanes: readonly SketchLane[]
  /** Whether the file says which lanes there are, so that none is added to them. */
  readonly declaresLanes: boolean
  readonly personas: readonly SketchPersona[]
  readonly phases: readonly SketchPhase[]
}

/** `key` is what cells call it; two lanes never share one. */
export type SketchLane = {
  readonly key: string
  readonly type: LaneType
  readonly name: Label | null
  readonly visibility: JourneyMap['lanes'][number]['visibility']
}

export type SketchPersona = { readonly name: Label; readonly description: Label | null }

export type SketchDesired = { readonly valence: number; readonly type: string | null; readonly statement: Label | null }

export type SketchPhase = {
  readonly name: Label
  readonly goal: Label | null
  readonly order: Phase['order']
  readonly desired: SketchDesired | null
  readonly steps: readonly SketchStep[]
}

export type SketchStep = {
  readonly title: Label
  readonly description: Label | null
  readonly placements: readonly SketchPlacement[]
  readonly cells: readonly { readonly lane: string; readonly text: Label; readonly span: number }[]
  readonly declared: readonly SketchEmotion[]
  readonly desired: SketchDesired | null
}

export type SketchEmotion = {
  readonly persona: Label | null
  readonly valence: number
  readonly intensity: number
  readonly label: string | null
}

/** What a file says of the touchpoint itself; the library keeps its own word where it knows the touchpoint. */
export type ToldTouchpoint = Partial<
  Pick<Touchpoint, 'ownership' | 'kind' | 'initiator' | 'observability' | 'complexity' | 'urgency'>
>

export type SketchPlacement = {
  readonly touchpoint: Label
  readonly told: ToldTouchpoint
  /** Channels by code, or by the name of one of the workspace’s own. */
  readonly channels: readonly string[]
  readonly presence: Placement['presence']
  readonly repeatable: boolean
  readonly choice: string | null
  readonly maxWait: string | null
  readonly targetDuration: string | null
  readonly raci: readonly { readonly role: Responsibility['role']; readonly department: Label }[]
  readonly assets: readonly { readonly type: ServiceAsset['type']; readonly name: Label }[]
  readonly metrics: readonly { readonly role: MetricLink['role']; readonly name: Label }[]
  readonly moment: Pick<MomentOfTruth, 'origin' | 'status'> | null
}

/** A placement of which nothing but the touchpoint is known. */
export function plainPlacement(touchpoint: Label): SketchPlacement {
  return {
    touchpoint,
    told: {},
    channels: [],
    presence: 'possible',
    repeatable: false,
    choice: null,
    maxWait: null,
    targetDuration: null,
    raci: [],
    assets: [],
    metrics: [],
    moment: null,
  }
}

/** A step of which nothing but the title is known. */
export function plainStep(title: Label): SketchStep {
  return { title, description: null, placements: [], cells: [], declared: [], desired: null }
}
