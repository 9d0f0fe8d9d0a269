import { z } from 'zod'
import { objectId } from '../vocabulary/extensible.ts'
import { roles } from '../vocabulary/role.ts'
import { inWorkspace } from './fields.ts'
import { route } from './route.ts'

/** A member as colleagues see each other around a map: no address. */
export const person = z.strictObject({
  id: objectId,
  name: z.string(),
  role: z.enum(roles),
  /** The departments that they belong to. */
  departments: z.array(objectId),
})
export type Person = z.output<typeof person>

export const listPeople = route({
  name: 'mapping.listPeople',
  method: 'get',
  path: '/api/w/{workspace}/people',
  access: 'map.comment',
  summary: 'Lists the members by name, with the departments they belong to: whom a comment may mention.',
  params: inWorkspace,
  answer: z.strictObject({ people: z.array(person) }),
})

export const setDepartments = route({
  name: 'mapping.setDepartments',
  method: 'put',
  path: '/api/w/{workspace}/members/{member}/departments',
  access: 'map.edit',
  summary: 'Says which departments a member belongs to. Nobody can open a lane this way that they may not see.',
  params: inWorkspace.extend({ member: objectId }),
  body: z.strictObject({ departments: z.array(objectId).max(50) }),
  answer: person,
})
