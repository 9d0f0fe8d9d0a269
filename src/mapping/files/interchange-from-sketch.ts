import type { MetByName } from '../../contract/map-files.ts'
import { channels as channelsOfAll } from '../../vocabulary/channel.ts'
import type { Prefix } from '../../vocabulary/id.ts'
import { formatVersion, type Interchange } from '../../vocabulary/interchange.ts'
import { caseRuleByCustomer } from '../../vocabulary/journey.ts'
import { laneTypes, type Step } from '../../vocabulary/journey-map.ts'
import type { Label } from '../../vocabulary/label.ts'
import { emptyLibrary, type Library, type LibraryKind } from '../../vocabulary/library.ts'
import { typicalLanes } from '../../vocabulary/map-template.ts'
import type { Placement } from '../../vocabulary/touchpoint.ts'
import { ownershipWords } from './grid-words.ts'
import { labelKeys } from './name-key.ts'
import type { Remarks } from './remarks.ts'
import type { Sketch, SketchDesired, SketchLane, SketchPlacement, SketchStep } from './sketch.ts'

type Named = { readonly id: string; readonly name: Label }
type CountedKind = 'touchpoints' | 'personas' | 'departments' | 'channels' | 'assets' | 'metrics'
const namesShown = 40

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

/** The things of one kind that a file names: those of the library by name, and new ones. */
function gather<Thing extends Named>(library: readonly Thing[]) {
  const byKey = new Map<string, Thing>()
  for (const thing of library) for (const key of labelKeys(thing.name)) if (!byKey.has(key)) byKey.set(key, thing)
  const fresh = new Set<string>()
  const met = new Map<string, Thing>()
  return {
    find(name: Label, make: () => Thing): Thing {
      const keys = labelKeys(name)
      let found = keys.map(key => byKey.get(key)).find(one => one !== undefined)
      if (!found) {
        found = make()
        fresh.add(found.id)
      } else if (fresh.has(found.id)) found = { ...found, name: { ...name, ...found.name } }
      for (const key of [...keys, ...labelKeys(found.name)])
        if (!byKey.has(key) || fresh.has(found.id)) byKey.set(key, found)
      met.set(found.id, found)
      return found
    },
    replace(thing: Thing): void {
      met.set(thing.id, thing)
      for (const [key, one] of byKey) if (one.id === thing.id) byKey.set(key, thing)
    },
    isNew: (id: string) => fresh.has(id),
    met: (): readonly string[] => [...met.keys()],
    all: (): Thing[] => [...met.values()],
    count: (): MetByName => ({
      added: fresh.size,
      matched: met.size - fresh.size,
      names: [...met.values()].flatMap(one => (fresh.has(one.id) ? [one.name] : [])).slice(0, namesShown),
    }),
  }
}

function sum(parts: readonly MetByName[]): MetByName {
  return {
    added: parts.reduce((all, part) => all + part.added, 0),
    matched: parts.reduce((all, part) => all + part.matched, 0),
    names: parts.flatMap(part => part.names).slice(0, namesShown),
  }
}

/** What the matched objects themselves refer to comes with them, so that the document stands by itself. */
function withWhatTheyName(known: Library, named: Library): Library {
  const wanted = {
    channels: new Set(named.touchpoints.flatMap(one => one.channels)),
    evidence: new Set(named.personas.flatMap(one => one.evidence)),
    departments: new Set<string>(),
  }
  const parents = (departments: Library['departments']) => departments.flatMap(one => one.parent ?? [])
  for (let open = parents(named.departments); open.length > 0; ) {
    const added = known.departments.filter(one => open.includes(one.id) && !wanted.departments.has(one.id))
    for (const one of added) wanted.departments.add(one.id)
    open = parents(added)
  }
  const and = <Kind extends LibraryKind & ('channels' | 'evidence' | 'departments')>(kind: Kind): Library[Kind] => {
    const has = new Set<string>(named[kind].map(one => one.id))
    const more = (known[kind] as readonly { id: string }[]).filter(one => wanted[kind].has(one.id) && !has.has(one.id))
    return [...named[kind], ...more] as unknown as Library[Kind]
  }
  return { ...named, channels: and('channels'), evidence: and('evidence'), departments: and('departments') }
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
