import { z } from 'zod'
import { extensible, objectId } from '../extensible.ts'
import { labelShape, plainText } from '../label.ts'

/** A part of the company that answers for touchpoints. */
export const departmentShape = extensible({
  id: objectId,
  name: labelShape,
  parent: objectId.nullable().default(null),
})
export type Department = z.output<typeof departmentShape>

export const responsibilityRoles = ['accountable', 'responsible', 'consulted', 'informed'] as const

/** What a department is to a placement. An expected placement has exactly one accountable department to be published. */
export const responsibilityShape = extensible({
  role: z.enum(responsibilityRoles),
  department: objectId,
  person: plainText(120).nullable().default(null),
})
export type Responsibility = z.output<typeof responsibilityShape>
