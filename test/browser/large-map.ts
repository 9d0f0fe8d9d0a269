import { laneTypes } from '../../src/vocabulary/map/journey-map.ts'

/** As many as the largest maps that are drawn by hand. */
export const largeSteps = 400
export const largeLanes = 20

const phases = 8
const stepsPerPhase = largeSteps / phases

/** A file of a map of 400 steps and 20 lanes, every cell of words written in. */
export function largeMap() {
  const types = laneTypes.filter(type => !['image', 'custom'].includes(type))
  const lanes = Array.from({ length: largeLanes }, (_, index) => ({ id: `lane${index}`, type: types[index] ?? 'text' }))
  const written = lanes.filter(
    ({ type }) =>
      !['touchpoint', 'channel', 'emotion', 'desired', 'people', 'process', 'procedure', 'tool', 'metric'].includes(
        type,
      ),
  )
  const touchpoints = Array.from({ length: 40 }, (_, index) => ({
    id: `t${index}`,
    name: { fr: `Point de contact ${index}`, en: `Touchpoint ${index}` },
    channels: [['web', 'store', 'phone', 'app'][index % 4]!],
  }))
  const stepOf = (number: number) => ({
    id: `s${number}`,
    title: { fr: `Je fais la chose numéro ${number}`, en: `I do the thing number ${number}` },
    placements: [0, 1].map(place => ({
      id: `p${number}-${place}`,
      touchpoint: `t${(number * 2 + place) % 40}`,
      presence: place === 0 ? 'expected' : 'possible',
      raci: [{ role: 'accountable', department: `d${number % 5}` }],
    })),
    cells: written.map(({ id }, index) => ({
      lane: id,
      text: { fr: `Ce que l’on pense ici, ligne ${index}, étape ${number}, en quelques mots de plus.` },
    })),
    emotion: {
      declared: [{ persona: null, valence: Math.round(Math.sin(number / 3) * 80) / 100 }],
      desired: { valence: 0.6 },
    },
  })
  return {
    format: 'parcours.map',
    formatVersion: '1.0',
    exportedAt: '2026-01-01T00:00:00Z',
    defaultLocale: 'fr',
    journey: { id: 'large-journey', name: { fr: 'Quatre cents étapes', en: 'Four hundred steps' } },
    map: {
      id: 'large',
      lanes,
      phases: Array.from({ length: phases }, (_, phase) => ({
        id: `ph${phase}`,
        name: { fr: `Phase ${phase + 1}` },
        steps: Array.from({ length: stepsPerPhase }, (_, step) => stepOf(phase * stepsPerPhase + step)),
      })),
    },
    library: {
      touchpoints,
      departments: Array.from({ length: 5 }, (_, index) => ({ id: `d${index}`, name: { fr: `Service ${index}` } })),
    },
    bindings: [],
    measures: { included: false },
  }
}
