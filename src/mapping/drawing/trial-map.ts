import type { WholeMap } from '../../contract/mapping.ts'
import { journeyShape } from '../../vocabulary/journey.ts'
import { journeyMapShape, laneTypes } from '../../vocabulary/map/journey-map.ts'
import { libraryShape } from '../../vocabulary/map/library.ts'
import type { DrawingRequest } from './drawing-request.ts'

const both = (fr: string, en: string) => ({ fr, en })
const thoughts = [
  both('Impossible de savoir laquelle éclaire vraiment.', 'No way to know which one really lights.'),
  both('On m’a demandé trois fois le même numéro.', 'I was asked for the same number three times.'),
  both('Enfin quelqu’un qui sait de quoi il parle !', 'At last somebody who knows what this is about!'),
]

/** A map of so many steps and lanes, the same every time: to try the limits of drawing, and to time it. */
export function trialMap({
  steps,
  lanes,
  stepsPerPhase = Math.max(6, Math.ceil(steps / 50)),
}: {
  steps: number
  lanes: number
  stepsPerPhase?: number
}): WholeMap {
  const library = libraryShape.parse({
    touchpoints: Array.from({ length: 12 }, (_, index) => ({
      id: `tch-${index}`,
      name: both(`Point de contact ${index + 1}`, `Touchpoint ${index + 1}`),
      channels: [['web', 'app'], ['store'], ['phone']][index % 3],
      ownership: index % 5 === 4 ? 'partner' : 'owned',
    })),
    personas: ['Camille', 'Les Moreau'].map((name, index) => ({ id: `per-${index}`, name: { fr: name } })),
    departments: [both('Magasins', 'Shops'), both('Logistique', 'Logistics')].map((name, index) => ({
      id: `dep-${index}`,
      name,
    })),
    assets: [both('Gestion du transport', 'Transport management')].map(name => ({ id: 'ast-0', type: 'tool', name })),
  })
  const drawnLanes = Array.from({ length: lanes }, (_, index) => ({
    id: `lan-${index}`,
    type: laneTypes[index % laneTypes.length]!,
  }))
  const written = drawnLanes.filter(
    ({ type }) => !['touchpoint', 'emotion', 'channel', 'people', 'tool'].includes(type),
  )
  const stepAt = (index: number) => ({
    id: `stp-${index}`,
    title: both(`Je fais la chose numéro ${index + 1}`, `I do thing number ${index + 1}`),
    placements: [0, 1].map(place => ({
      id: `plc-${index}-${place}`,
      touchpoint: `tch-${(index * 2 + place) % 12}`,
      presence: place === 0 ? 'expected' : 'possible',
      raci: [{ role: 'accountable', department: `dep-${index % 2}` }],
      assets: ['ast-0'],
    })),
    cells: written.map(({ id }, lane) => ({ lane: id, text: thoughts[(index + lane) % thoughts.length] })),
    emotion: {
      declared: ['per-0', 'per-1'].map((persona, line) => ({
        persona,
        valence: Math.round(80 * Math.sin(index / 3 + line)) / 100,
        label: index % 4 === 0 ? 'hésitation' : 'confiance',
      })),
      desired: { valence: 0.6, type: 'rassurante', statement: both('Sans y penser', 'Without a thought') },
    },
  })
  const phases = Array.from({ length: Math.ceil(steps / stepsPerPhase) }, (_, phase) => ({
    id: `pha-${phase}`,
    name: both(`Phase numéro ${phase + 1}`, `Phase number ${phase + 1}`),
    steps: Array.from({ length: Math.min(stepsPerPhase, steps - phase * stepsPerPhase) }, (_, at) =>
      stepAt(phase * stepsPerPhase + at),
    ),
  }))
  return {
    journey: journeyShape.parse({
      id: 'jny-trial',
      name: both('Un long parcours', 'A long journey'),
      purpose: both('Voir jusqu’où une carte reste lisible', 'See how far a map stays readable'),
      caseRule: {},
    }),
    map: journeyMapShape.parse({
      id: 'map-trial',
      name: both('Carte d’essai', 'Trial map'),
      personas: ['per-0', 'per-1'],
      lanes: drawnLanes,
      phases,
      momentsOfTruth: Array.from({ length: Math.ceil(steps / 8) }, (_, index) => ({
        placement: `plc-${index * 8}-0`,
        reason: both('Désigné en atelier', 'Named in a workshop'),
      })),
    }),
    revision: 1,
    version: null,
    library,
    bindings: [],
    touchpointNumbers: {},
    problems: [],
    archived: false,
  }
}

/** A request to draw it, with what is not said as usual. */
export function trialRequest(whole: WholeMap, rest: Partial<DrawingRequest> = {}): DrawingRequest {
  const usual = { changedAt: '2026-11-21T10:00:00.000Z', timeZone: 'Europe/Paris', language: 'fr' } as const
  return { whole, ...usual, scheme: 'warm', paper: 'fit', pages: 'auto', ...rest }
}
