import type { Feature } from '../feature.ts'
import { hearCustomerActs } from './hear-customer-acts.ts'
import { postgresMigrations } from './migrations.ts'
import { routes } from './routes.ts'

// The server asks at every request who calls (`whoIsSigned`, `keyHolder`) and what they are there (`memberIn`).
// The command line and the sample act as the operator (`createWorkspace`, `sourceByName`, `createKey`, the links).
// Every room writes what it did in the audit log (`audit`).
export { audit, checkAuditChain } from './audit.ts'
// Whoever counts time counts it by the workspace’s opening hours.
export { calendarOf } from './calendar.ts'
export { ensureFirstOwner, recoveryLink } from './first-owner.ts'
// Pages that anybody may read leave with the same care, whoever draws them.
export { htmlAnswer, stillPage } from './html-answer.ts'
// What a workspace has one of is kept in one way, whichever room it belongs to.
export { type DocumentRow, keepDocument } from './kept-document.ts'
export { keyHolder } from './key-holder.ts'
export { createKey } from './keys.ts'
export { membersOf } from './members.ts'
// A page that anybody may read can ask for a password of its own.
export { hashPassword, isPassword } from './password.ts'
export { whoIsSigned } from './sessions.ts'
export { sourceByName } from './sources.ts'
export {
  allWorkspaces,
  createWorkspace,
  memberIn,
  workspaceByKey,
  workspaceByNumber,
} from './workspaces.ts'

export const admitting: Feature = { name: 'admitting', routes, hears: hearCustomerActs, postgresMigrations }
