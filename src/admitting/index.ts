import type { Feature } from '../feature.ts'
import { postgresMigrations } from './migrations.ts'
import { routes } from './routes.ts'

// What every room writes down.
export { type Auditing, type AuditPayload, audit, checkAuditChain } from './audit.ts'
// What the command line and the sample do as the operator.
export { ensureFirstOwner, recoveryLink } from './first-owner.ts'
export { type KeyHolder, keyHolder } from './key-holder.ts'
export { createKey } from './keys.ts'
// Who may enter, and what they are there. The server asks these at every request.
export { type Signed, whoIsSigned } from './sessions.ts'
export { sourceByName } from './sources.ts'
export {
  allWorkspaces,
  createWorkspace,
  measuringSettings,
  memberIn,
  workspaceByKey,
  workspaceByNumber,
} from './workspaces.ts'

export const admitting: Feature = { name: 'admitting', routes, postgresMigrations }
