import { z } from 'zod'
import { objectId } from '../vocabulary/extensible.ts'
import { labelShape } from '../vocabulary/label.ts'
import { inWorkspace } from './fields.ts'
import { route } from './route.ts'

/** Where a process, a procedure or a tool is relied upon, over all maps that the reader may see. */
export const assetImpact = z.strictObject({
  asset: objectId,
  places: z.array(
    z.strictObject({
      map: objectId,
      mapName: labelShape,
      phase: objectId,
      phaseName: labelShape,
      step: objectId,
      stepTitle: labelShape,
      placement: objectId,
      touchpoint: objectId,
      touchpointName: labelShape,
      expected: z.boolean(),
      wayAround: z.boolean(),
      departments: z.array(objectId),
    }),
  ),
})
export type AssetImpact = z.output<typeof assetImpact>

export const getAssetImpact = route({
  name: 'mapping.getAssetImpact',
  method: 'get',
  path: '/api/w/{workspace}/assets/{asset}/impact',
  access: 'map.read',
  summary: 'Says which steps break, on which maps, if a process, a procedure or a tool stops.',
  params: inWorkspace.extend({ asset: objectId }),
  answer: assetImpact,
})
