import type { z } from 'zod'
import type { journeyMapShape } from '../../vocabulary/map/journey-map.ts'
import { both } from './library.ts'

type MapInput = z.input<typeof journeyMapShape>
export type PhaseInput = NonNullable<MapInput['phases']>[number]
export type StepInput = NonNullable<PhaseInput['steps']>[number]
export type PlacementInput = NonNullable<StepInput['placements']>[number]

type Words = readonly [fr: string, en: string]

/** The lanes that both maps show, in their order. */
export const lanes: NonNullable<MapInput['lanes']> = [
  { id: 'lan-emotion', type: 'emotion' },
  { id: 'lan-touchpoint', type: 'touchpoint' },
  { id: 'lan-action', type: 'action' },
  { id: 'lan-thought', type: 'thought' },
  { id: 'lan-people', type: 'people' },
  { id: 'lan-tool', type: 'tool' },
  { id: 'lan-process', type: 'process' },
  { id: 'lan-metric', type: 'metric' },
]

/** A touchpoint at its place: who answers for it, who does it, and what it rests on. */
export function place(
  touchpoint: string,
  accountable: string,
  responsible: readonly string[],
  assets: readonly string[],
  rest: Partial<PlacementInput> = {},
): PlacementInput {
  return {
    id: `plc-${touchpoint}`,
    touchpoint: `tch-${touchpoint}`,
    raci: [
      { role: 'accountable', department: `dep-${accountable}` },
      ...responsible.map(department => ({ role: 'responsible' as const, department: `dep-${department}` })),
    ],
    assets: assets.map(asset => `ast-${asset}`),
    ...rest,
  }
}

export type StepWords = {
  readonly title: Words
  readonly action: Words
  readonly thought: Words
  /** How each persona is said to feel: decoration lover, family, decorator; and the word for it. */
  readonly declared: readonly [number, number, number]
  readonly feeling: string
  readonly desired: readonly [valence: number, type: string, statement: Words]
  readonly metrics?: readonly string[]
}

/** A step with the cells of its lanes. People, tools and processes follow from the placements. */
export function step(id: string, words: StepWords, placements: readonly PlacementInput[]): StepInput {
  const people = unique(placements.flatMap(one => one.raci ?? []).map(one => one.department))
  const used = unique(placements.flatMap(one => one.assets ?? []))
  const isProcess = (asset: string) => asset === 'ast-picking' || asset === 'ast-delay' || asset === 'ast-refund'
  const cell = (lane: string, refs: readonly string[]) => (refs.length > 0 ? [{ lane, refs: [...refs] }] : [])
  return {
    id: `stp-${id}`,
    title: both(...words.title),
    placements: [...placements],
    cells: [
      { lane: 'lan-action', text: both(...words.action) },
      { lane: 'lan-thought', text: both(...words.thought), evidence: ['evi-interviews'] },
      ...cell('lan-people', people),
      ...cell(
        'lan-tool',
        used.filter(asset => !isProcess(asset)),
      ),
      ...cell('lan-process', used.filter(isProcess)),
      ...cell('lan-metric', words.metrics ?? []),
    ],
    emotion: {
      declared: (['decor-lover', 'family', 'pro-decorator'] as const).map((persona, position) => ({
        persona: `per-${persona}`,
        valence: words.declared[position]!,
        intensity: Math.min(1, Math.round((Math.abs(words.declared[position]!) + 0.3) * 10) / 10),
        label: words.feeling,
      })),
      desired: { valence: words.desired[0], type: words.desired[1], statement: both(...words.desired[2]) },
    },
  }
}

function unique(list: readonly string[]): readonly string[] {
  return [...new Set(list)]
}
