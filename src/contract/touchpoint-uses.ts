import { z } from 'zod'
import { objectId } from '../vocabulary/extensible.ts'
import { labelShape } from '../vocabulary/label.ts'
import { touchpointShape } from '../vocabulary/touchpoint.ts'
import { count, instant, inWorkspace } from './fields.ts'
import { route } from './route.ts'

// Touchpoints of the library across all maps.

/** A touchpoint with every place where it stands on a draft. */
export const touchpointUse = z.strictObject({
  touchpoint: touchpointShape,
  archived: z.boolean(),
  rules: count,
  placements: z.array(
    z.strictObject({
      map: objectId,
      mapName: labelShape,
      kind: z.string(),
      placement: objectId,
      step: labelShape,
      stepId: objectId,
      phase: labelShape,
    }),
  ),
})
export type TouchpointUse = z.output<typeof touchpointUse>

/** Two touchpoints that became one, and may become two again. */
export const touchpointMerge = z.strictObject({
  id: objectId,
  from: objectId,
  into: objectId,
  maps: count,
  placements: count,
  rules: count,
  mergedAt: instant,
  undoneAt: instant.nullable(),
})
export type TouchpointMerge = z.output<typeof touchpointMerge>

export const listTouchpoints = route({
  name: 'mapping.listTouchpoints',
  method: 'get',
  path: '/api/w/{workspace}/touchpoints',
  access: 'map.read',
  summary: 'Every touchpoint of the library, with the places where it stands and how many rules bind it.',
  params: inWorkspace,
  answer: z.strictObject({ touchpoints: z.array(touchpointUse), merges: z.array(touchpointMerge) }),
})

export const mergeTouchpoints = route({
  name: 'mapping.mergeTouchpoints',
  method: 'post',
  path: '/api/w/{workspace}/touchpoints/{touchpoint}/merge',
  access: 'map.edit',
  summary:
    'Puts another touchpoint in the place of this one, on every draft and in every rule, and archives it; all or nothing, and undone as one.',
  params: inWorkspace.extend({ touchpoint: objectId }),
  body: z.strictObject({ into: objectId }),
  answer: touchpointMerge,
})

export const undoMerge = route({
  name: 'mapping.undoMerge',
  method: 'post',
  path: '/api/w/{workspace}/touchpoint-merges/{merge}/undo',
  access: 'map.edit',
  summary: 'Makes two touchpoints of one again, as they were, wherever nobody changed the place since.',
  params: inWorkspace.extend({ merge: objectId }),
  body: z.strictObject({}),
  answer: touchpointMerge,
})
