import { z } from 'zod'
import { plainText } from '../vocabulary/label.ts'
import { laneTypes } from '../vocabulary/map/journey-map.ts'
import { inWorkspace } from './fields.ts'
import { route } from './route.ts'

// House standards: the lanes that every map has, by template.

export const houseStandards = z.strictObject({
  /** Lanes that a map must have to be published: `any` for every map, and for maps drawn from a template by its key. */
  lanes: z.record(plainText(80), z.array(z.enum(laneTypes)).max(laneTypes.length)),
})
export type HouseStandards = z.output<typeof houseStandards>

export const getStandards = route({
  name: 'mapping.getStandards',
  method: 'get',
  path: '/api/w/{workspace}/standards',
  access: 'map.read',
  summary: 'The lanes that maps of the house must have to be published.',
  params: inWorkspace,
  answer: houseStandards,
})

export const setStandards = route({
  name: 'mapping.setStandards',
  method: 'put',
  path: '/api/w/{workspace}/standards',
  access: 'workspace.manage',
  summary: 'Says which lanes maps of the house must have to be published.',
  params: inWorkspace,
  body: houseStandards,
  answer: houseStandards,
})
