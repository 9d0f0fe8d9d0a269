import { z } from 'zod'
import { extensible } from '../extensible.ts'
import { lifeSituationShape } from '../journey.ts'
import { metricShape } from '../metric.ts'
import { ownChannelShape, touchpointShape } from '../touchpoint.ts'
import { departmentShape } from './department.ts'
import { evidenceShape } from './evidence.ts'
import { personaShape } from './persona.ts'
import { serviceAssetShape } from './service-asset.ts'

export const libraryKinds = [
  'touchpoints',
  'channels',
  'personas',
  'departments',
  'assets',
  'metrics',
  'evidence',
  'lifeSituations',
] as const
export type LibraryKind = (typeof libraryKinds)[number]

/** What maps have in common, by kind. A list keeps the order in which it was written. */
export const libraryShapes = {
  touchpoints: touchpointShape,
  channels: ownChannelShape,
  personas: personaShape,
  departments: departmentShape,
  assets: serviceAssetShape,
  metrics: metricShape,
  evidence: evidenceShape,
  lifeSituations: lifeSituationShape,
} as const satisfies Readonly<Record<LibraryKind, z.ZodType>>

export type LibraryObject<K extends LibraryKind = LibraryKind> = z.output<(typeof libraryShapes)[K]>

const listOf = <K extends LibraryKind>(kind: K) => z.array(libraryShapes[kind]).max(5000).default([])

/** The objects that maps refer to: touchpoints, personas, departments and so on. */
export const libraryShape = extensible({
  touchpoints: listOf('touchpoints'),
  channels: listOf('channels'),
  personas: listOf('personas'),
  departments: listOf('departments'),
  assets: listOf('assets'),
  metrics: listOf('metrics'),
  evidence: listOf('evidence'),
  lifeSituations: listOf('lifeSituations'),
})
export type Library = z.output<typeof libraryShape>

export const emptyLibrary: Library = {
  touchpoints: [],
  channels: [],
  personas: [],
  departments: [],
  assets: [],
  metrics: [],
  evidence: [],
  lifeSituations: [],
}
