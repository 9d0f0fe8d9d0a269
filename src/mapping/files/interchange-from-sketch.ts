import type { MetByName } from '../../contract/map-files.ts'
import { channels as channelsOfAll } from '../../vocabulary/channel.ts'
import type { Prefix } from '../../vocabulary/id.ts'
import { caseRuleByCustomer } from '../../vocabulary/journey.ts'
import type { Label } from '../../vocabulary/label.ts'
import { formatVersion, type Interchange } from '../../vocabulary/map/interchange-format.ts'
import { laneTypes, type Step } from '../../vocabulary/map/journey-map.ts'
import { emptyLibrary, type Library } from '../../vocabulary/map/library.ts'
import { typicalLanes } from '../../vocabulary/map/map-template.ts'
import type { Placement } from '../../vocabulary/touchpoint.ts'
import { gather, sum } from './gather-named.ts'
import { ownershipWords } from './grid-words.ts'
import type { Remarks } from './remarks.ts'
import type { Sketch, SketchDesired, SketchLane, SketchPlacement, SketchStep } from './sketch.ts'
import { withWhatTheyName } from './with-what-they-name.ts'

type CountedKind = 'touchpoints' | 'personas' | 'departments' | 'channels' | 'assets' | 'metrics'

/** What a workspace has that names may be matched with: the library without what was archived. */
export type KnownLibrary = Library

/**
 * Gives ids to what a sketch tells by name. A name that the library knows, in either language and without case or
 * accents, is that object, as the library has it; every other becomes new, once however often the file names it.
 */
export function interchangeFromSketch(
  sketch: Sketch,
  library: KnownLibrary,
  newId: (prefix: Prefix) => string,
  exportedAt: Date,
  remarks: Remarks,
): { readonly file: Interchange; readonly met: Readonly<Record<CountedKind, MetByName>> } {
  const touchpoints = gather(library.touchpoints)
  const personas = gather(library.personas)
  const departments = gather(library.departments)
  const ownChannels = gather(library.channels)
  const metrics = gather(library.metrics)
  const assets = {
    tool: gather(library.assets.filter(one => one.type === 'tool')),
    process: gather(library.assets.filter(one => one.type === 'process')),
    procedure: gather(library.assets.filter(one => one.type === 'procedure')),
  }
  const moments: Interchange['map']['momentsOfTruth'][number][] = []
  const contradicted = new Set<string>()

  const personaOf = (name: Label, description: Label | null = null) =>
    personas.find(name, () => ({
      id: newId('per'),
      name,
      description,
      goals: [],
      needs: [],
      frustrations: [],
      segment: null,
      evidence: [],
    })).id
  const departmentOf = (name: Label) => departments.find(name, () => ({ id: newId('dep'), name, parent: null })).id
  const metricOf = (name: Label) =>
    metrics.find(name, () => ({
      id: newId('met'),
      name,
      unit: '',
      direction: 'up' as const,
      kind: 'operational' as const,
      target: null,
      source: null,
    })).id
  const channelOf = (written: string) =>
    Object.hasOwn(channelsOfAll, written)
      ? written
      : ownChannels.find({ [sketch.language]: written }, () => ({
          id: newId('chn'),
          name: { [sketch.language]: written },
          medium: 'digital' as const,
          owned: true,
        })).id

  // Personas first in the order in which the file presents them.
  const presented = sketch.personas.map(({ name, description }) => personaOf(name, description))

  const laneIds = new Map<string, string>()
  const taken = new Set<string>()
  const mapLanes = lanesOf(sketch).map(lane => {
    // The id of a lane that is called after its type is that type, as in every map drawn here.
    const id = lane.name === null && !taken.has(lane.type) ? lane.type : newId('lan')
    taken.add(id)
    laneIds.set(lane.key, id)
    return { id, type: lane.type, name: lane.name, visibility: lane.visibility }
  })

  const placementOf = (told: SketchPlacement): Placement => {
    const channels = [...new Set(told.channels.map(channelOf))]
    const touchpoint = touchpoints.find(told.touchpoint, () => ({
      id: newId('tch'),
      name: told.touchpoint,
      description: null,
      ownership: 'owned' as const,
      kind: 'action' as const,
      initiator: 'customer' as const,
      observability: 'observed' as const,
      complexity: null,
      urgency: null,
      costPerVisit: null,
      ...told.told,
      channels,
    }))
    if (touchpoints.isNew(touchpoint.id)) {
      touchpoints.replace({
        ...touchpoint,
        ...told.told,
        channels: [...new Set([...touchpoint.channels, ...channels])],
      })
    } else if (
      told.told.ownership &&
      told.told.ownership !== touchpoint.ownership &&
      !contradicted.has(touchpoint.id)
    ) {
      contradicted.add(touchpoint.id)
      const { fr, en } = ownershipWords[touchpoint.ownership]
      remarks.warn(
        {
          en: `The library says that this touchpoint is “${en}”: its word is kept`,
          fr: `La bibliothèque dit que ce point de contact est « ${fr} » : sa parole est gardée`,
        },
        { value: told.touchpoint.fr ?? told.touchpoint.en ?? '' },
      )
    }
    const id = newId('plc')
    if (told.moment) moments.push({ placement: id, ...told.moment, reason: null, evidence: [] })
    return {
      id,
      touchpoint: touchpoint.id,
      presence: told.presence,
      repeatable: told.repeatable,
      channels,
      choiceGroup: told.choice,
      maxWait: told.maxWait,
      targetDuration: told.targetDuration,
      raci: told.raci.map(({ role, department }) => ({ role, department: departmentOf(department), person: null })),
      assets: told.assets.map(
        ({ type, name }) =>
          assets[type].find(name, () => ({ id: newId('ast'), type, name, link: null, lifecycle: 'live' as const })).id,
      ),
      metrics: told.metrics.map(({ role, name }) => ({
        metric: metricOf(name),
        role,
        lag: null,
        validation: 'untested' as const,
      })),
      evidence: [],
    }
  }

  const stepOf = (step: SketchStep): Step => ({
    id: newId('stp'),
    title: step.title,
    description: step.description,
    placements: step.placements.map(placementOf),
    cells: step.cells.map(({ lane, text, span }) => ({ lane: laneIds.get(lane)!, text, refs: [], span, evidence: [] })),
    emotion: {
      declared: step.declared.map(({ persona, valence, intensity, label }) => ({
        persona: persona === null ? null : personaOf(persona),
        valence,
        intensity,
        label,
      })),
      desired: desiredOf(step.desired),
    },
  })

  const journeyId = newId('jny')
  const phases = sketch.phases.map(phase => ({
    id: newId('pha'),
    name: phase.name,
    goal: phase.goal,
    order: phase.order,
    desired: desiredOf(phase.desired),
    steps: phase.steps.map(stepOf),
  }))
  const file: Interchange = {
    format: 'parcours.map',
    formatVersion,
    exportedAt: exportedAt.toISOString(),
    defaultLocale: sketch.language,
    journey: {
      id: journeyId,
      key: null,
      name: sketch.name ?? (sketch.language === 'fr' ? { fr: 'Parcours importé' } : { en: 'Imported journey' }),
      purpose: sketch.purpose,
      status: 'draft',
      lifeSituation: null,
      parent: null,
      owner: null,
      caseRule: caseRuleByCustomer,
      outcomes: [],
    },
    map: {
      id: newId('map'),
      kind: sketch.kind,
      version: 0,
      name: sketch.mapName,
      basedOn: null,
      timeHorizon: null,
      personas: [...new Set([...presented, ...personas.met()])],
      lanes: mapLanes,
      phases,
      momentsOfTruth: moments,
    },
    library: withWhatTheyName(library, {
      ...emptyLibrary,
      touchpoints: touchpoints.all(),
      personas: personas.all(),
      departments: departments.all(),
      channels: ownChannels.all(),
      metrics: metrics.all(),
      assets: [...assets.tool.all(), ...assets.process.all(), ...assets.procedure.all()],
    }),
    bindings: [],
    measures: { included: false },
  }
  return {
    file,
    met: {
      touchpoints: touchpoints.count(),
      personas: personas.count(),
      departments: departments.count(),
      channels: ownChannels.count(),
      metrics: metrics.count(),
      assets: sum([assets.tool.count(), assets.process.count(), assets.procedure.count()]),
    },
  }
}

function desiredOf(desired: SketchDesired | null) {
  return desired === null ? null : { valence: desired.valence, type: desired.type, statement: desired.statement }
}

/**
 * The lanes of the file where it declares any; else the usual ones. Those that its cells name and that are not there yet
 * come after, in the order of lane types.
 */
function lanesOf({ lanes, declaresLanes }: Sketch): readonly SketchLane[] {
  if (declaresLanes) return lanes
  const usual = typicalLanes.map((type): SketchLane => ({ key: type, type, name: null, visibility: 'all' }))
  const rank = (lane: SketchLane) => laneTypes.indexOf(lane.type)
  const further = lanes.filter(lane => !usual.some(each => each.key === lane.key))
  return [...usual, ...further.toSorted((a, b) => rank(a) - rank(b))]
}
