import type { Interchange } from './interchange-format.ts'
import type { LibraryKind } from './library.ts'

/** New ids for things of a file: by kind of the library, and for its journey, map and rules. */
export type NewIds = ReadonlyMap<`${LibraryKind | 'journey' | 'map' | 'bindings'}/${string}`, string>

/** The same file with other ids, every reference following: for importing a copy beside what is there. */
export function renamed(file: Interchange, ids: NewIds): Interchange {
  const to = (kind: LibraryKind | 'journey' | 'map' | 'bindings') => (id: string) => ids.get(`${kind}/${id}`) ?? id
  const [touchpoint, channel, persona] = [to('touchpoints'), to('channels'), to('personas')]
  const [department, asset, metric, evidence] = [to('departments'), to('assets'), to('metrics'), to('evidence')]
  // What a cell points at may be of any of these kinds.
  const referred = (id: string) =>
    [department, asset, metric, persona, channel, touchpoint].map(rename => rename(id)).find(one => one !== id) ?? id
  const orNull = (id: string | null, rename: (id: string) => string) => (id === null ? null : rename(id))
  return {
    ...file,
    journey: {
      ...file.journey,
      id: to('journey')(file.journey.id),
      lifeSituation: orNull(file.journey.lifeSituation, to('lifeSituations')),
    },
    map: {
      ...file.map,
      id: to('map')(file.map.id),
      personas: file.map.personas.map(persona),
      lanes: file.map.lanes.map(lane => ({
        ...lane,
        visibility: lane.visibility === 'all' ? lane.visibility : lane.visibility.map(department),
      })),
      phases: file.map.phases.map(phase => ({
        ...phase,
        steps: phase.steps.map(step => ({
          ...step,
          placements: step.placements.map(placement => ({
            ...placement,
            touchpoint: touchpoint(placement.touchpoint),
            channels: placement.channels.map(channel),
            raci: placement.raci.map(one => ({ ...one, department: department(one.department) })),
            assets: placement.assets.map(asset),
            metrics: placement.metrics.map(one => ({ ...one, metric: metric(one.metric) })),
            evidence: placement.evidence.map(evidence),
          })),
          cells: step.cells.map(cell => ({
            ...cell,
            refs: cell.refs.map(referred),
            evidence: cell.evidence.map(evidence),
          })),
          emotion: {
            ...step.emotion,
            declared: step.emotion.declared.map(one => ({ ...one, persona: orNull(one.persona, persona) })),
          },
        })),
      })),
      momentsOfTruth: file.map.momentsOfTruth.map(one => ({ ...one, evidence: one.evidence.map(evidence) })),
    },
    library: {
      ...file.library,
      touchpoints: file.library.touchpoints.map(one => ({
        ...one,
        id: touchpoint(one.id),
        channels: one.channels.map(channel),
      })),
      channels: file.library.channels.map(one => ({ ...one, id: channel(one.id) })),
      personas: file.library.personas.map(one => ({
        ...one,
        id: persona(one.id),
        evidence: one.evidence.map(evidence),
      })),
      departments: file.library.departments.map(one => ({
        ...one,
        id: department(one.id),
        parent: orNull(one.parent, department),
      })),
      assets: file.library.assets.map(one => ({ ...one, id: asset(one.id) })),
      metrics: file.library.metrics.map(one => ({ ...one, id: metric(one.id) })),
      evidence: file.library.evidence.map(one => ({ ...one, id: evidence(one.id) })),
      lifeSituations: file.library.lifeSituations.map(one => ({ ...one, id: to('lifeSituations')(one.id) })),
    },
    bindings: file.bindings.map(rule => ({
      ...rule,
      id: to('bindings')(rule.id),
      touchpoint: touchpoint(rule.touchpoint),
    })),
  }
}
