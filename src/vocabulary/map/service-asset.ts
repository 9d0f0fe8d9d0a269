import { z } from 'zod'
import { extensible, objectId } from '../extensible.ts'
import { labelShape, plainText } from '../label.ts'

/** A process, a procedure or a tool that a touchpoint rests on. */
export const serviceAssetShape = extensible({
  id: objectId,
  type: z.enum(['process', 'procedure', 'tool']),
  name: labelShape,
  link: plainText(2000).nullable().default(null),
  lifecycle: z.enum(['planned', 'live', 'retiring', 'retired']).default('live'),
})
export type ServiceAsset = z.output<typeof serviceAssetShape>
