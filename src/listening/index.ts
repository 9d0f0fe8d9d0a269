import type { Feature } from '../feature.ts'
import { answeringDoors } from './answering/doors.ts'
import { postgresMigrations } from './migrations.ts'
import { routes } from './routes.ts'
import { forgetAddresses, tellAnswers } from './tell-answers.ts'

export const listening: Feature = {
  name: 'listening',
  routes,
  doors: answeringDoors,
  loops: [
    { name: 'Telling answers', run: tellAnswers },
    { name: 'Forgetting where answers came from', run: forgetAddresses },
  ],
  postgresMigrations,
}
