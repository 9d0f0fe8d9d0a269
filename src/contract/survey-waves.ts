import { z } from 'zod'
import { labelShape } from '../vocabulary/label.ts'
import { count, instant, ofSurvey } from './fields.ts'
import { route } from './route.ts'
import { scoreShape } from './survey-figures.ts'

// The waves of a barometer, told beside each other: once closed, their figures do not move.

export const surveyWaves = z.strictObject({
  waves: z.array(
    z.strictObject({
      id: z.string(),
      startedAt: instant,
      closedAt: instant.nullable(),
      completed: count,
      /** Finished after the wave was closed: kept apart from its figures. */
      late: count,
      scores: z.array(z.strictObject({ question: z.string(), text: labelShape, score: scoreShape.nullable() })),
    }),
  ),
})
export type SurveyWaves = z.output<typeof surveyWaves>

export const listWaveResults = route({
  name: 'listening.waveResults',
  method: 'get',
  path: '/api/w/{workspace}/surveys/{survey}/waves/results',
  access: 'measure.read',
  summary: 'The scores of each wave, the latest first; of a closed one as they were when it was closed.',
  params: ofSurvey,
  answer: surveyWaves,
})

export const closeWave = route({
  name: 'listening.closeWave',
  method: 'post',
  path: '/api/w/{workspace}/surveys/{survey}/waves/{wave}/close',
  access: 'survey.edit',
  summary: 'Closes a wave: its figures stay as they are, and what is answered later is kept apart.',
  params: ofSurvey.extend({ wave: z.string().max(40) }),
  answer: surveyWaves,
})
