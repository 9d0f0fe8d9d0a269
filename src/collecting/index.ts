import type { Feature } from '../feature.ts'
import { doors } from './doors.ts'
import { forgetCustomers } from './erase-customer.ts'
import { exportCustomer } from './export-customer.ts'
import { forgetImported, runImports } from './imports/run-imports.ts'
import { keepLedger } from './keep-ledger.ts'
import { forgetOldSamples } from './keep-samples.ts'
import { clickhouseMigrations, postgresMigrations } from './migrations.ts'
import { moveEvents } from './move.ts'
import { routes } from './routes.ts'

// The command line and the sample bring events in by the same door as anyone.
export { acceptMessages } from './accept-messages.ts'
// Whoever keeps something of a visitor keeps it under the pseudonym that their events have.
export { anchorOf } from './anchor.ts'
export { backlogOf } from './backlog.ts'
// Whoever decides whom to ask goes through customers in parts, and asks by which ways each can be reached.
export { customersByIdentifiers } from './customers-by-identifiers.ts'
// Whoever answers a request to be forgotten asks this.
export { eraseCustomer, eraseCustomers } from './erase-customer.ts'
// Lists of customers say who they are, and follow old numbers to whom they belong to now.
export { customersNumbered, describeCustomers } from './find-customers.ts'
// Whoever writes to customers asks how they are reached, at the moment of sending.
export { type Reach, reachCustomers } from './reach-customers.ts'
export {
  customerAnchors,
  customersAfter,
  identifiersOf,
  lastTouch,
  type OwnIdentifier,
  type Reachable,
  reachOf,
} from './reach-of.ts'
// Measures ask which customers' traces wait to be written, and which anchors are whose.
export { anchorsOfCustomers, countTouched, settleTouched, type Touched, touchedCustomers } from './touched.ts'
// Whoever else keeps personal values seals them the same way.
export { sealWith, unseal } from './vault.ts'
export { nextVersion } from './version.ts'

export const collecting: Feature = {
  name: 'collecting',
  routes,
  doors,
  loops: [
    { name: 'Moving events', run: moveEvents },
    { name: 'Turning the ledger', run: keepLedger },
    { name: 'Importing files', run: runImports },
    { name: 'Forgetting imported files', run: forgetImported },
    forgetOldSamples,
  ],
  postgresMigrations,
  clickhouseMigrations,
  export: exportCustomer,
  erase: forgetCustomers,
}
