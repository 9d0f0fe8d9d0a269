import { z } from 'zod'
import { extensible, objectId } from '../extensible.ts'
import { labelShape } from '../label.ts'
import { evidenceRefs } from './evidence.ts'

const list = z.array(labelShape).max(30).default([])

/** A customer as a team pictures one. `segment` names the segment whose members are those customers, where one is tied. */
export const personaShape = extensible({
  id: objectId,
  name: labelShape,
  description: labelShape.nullable().default(null),
  goals: list,
  needs: list,
  frustrations: list,
  segment: objectId.nullable().default(null),
  evidence: evidenceRefs,
})
export type Persona = z.output<typeof personaShape>
