import type { Feature } from '../feature.ts'
import { answeringDoors } from './answering/doors.ts'
import { webDoors } from './answering/web-doors.ts'
import { callingDoors } from './calling/doors.ts'
import { inviteCustomers } from './inviting/invite.ts'
import { tryRules } from './inviting/run-dry-runs.ts'
import { postgresMigrations } from './migrations.ts'
import { receiptDoors } from './receipts/order-addresses.ts'
import { exportAnswersOf, forgetAnswersOf } from './results/duties.ts'
import { forgetInTime } from './results/forget-in-time.ts'
import { routes } from './routes.ts'
import { sendingDoors } from './sending/doors.ts'
import { readReturned } from './sending/read-returned.ts'
import { sendMessages } from './sending/send-messages.ts'
import { forgetAddresses, tellAnswers } from './tell-answers.ts'

export const listening: Feature = {
  name: 'listening',
  routes,
  doors: [...answeringDoors, ...webDoors, ...sendingDoors, ...callingDoors, ...receiptDoors],
  loops: [
    inviteCustomers,
    tryRules,
    { name: 'Telling answers', run: tellAnswers },
    { name: 'Forgetting where answers came from', run: forgetAddresses },
    { name: 'Forgetting answers in time', run: forgetInTime },
    { name: 'Sending invitations', run: sendMessages },
    { name: 'Reading returned mail', run: readReturned },
  ],
  postgresMigrations,
  export: exportAnswersOf,
  erase: forgetAnswersOf,
}
