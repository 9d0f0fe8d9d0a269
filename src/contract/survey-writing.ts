import { z } from 'zod'
import { inWorkspace } from './fields.ts'
import { route } from './route.ts'

// What writers of a survey see beside its draft: how full its quotas are, and what its versions were.

const ofSurvey = inWorkspace.extend({ survey: z.string().max(40) })

export const getQuotas = route({
  name: 'listening.getQuotas',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/quotas',
  access: 'measure.read',
  summary: 'How many finished responses each quota of a survey holds, over all its versions, and how many it ended.',
  params: ofSurvey,
  answer: z.strictObject({
    quotas: z.array(z.strictObject({ quota: z.string(), taken: z.int().min(0), ended: z.int().min(0) })),
  }),
})
