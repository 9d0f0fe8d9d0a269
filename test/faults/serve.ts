/**
 * A Parcours in a process of its own, to be killed: serves the data directory of its environment and prints one line
 * of JSON when it is ready. Ends in order at SIGTERM.
 */
import { createKey, createWorkspace, sourceByName, workspaceByKey } from '../../src/admitting/index.ts'
import { openLog } from '../../src/engines/log.ts'
import { operatorToken } from '../../src/server/caller.ts'
import { readConfig } from '../../src/server/config.ts'
import { openHouse } from '../../src/server/main.ts'

const config = readConfig(process.env, process.cwd())
const house = await openHouse({
  config,
  built: { web: '/nowhere', sdk: '/nowhere' },
  log: openLog(config.logLevel),
})
// Before the key is handed out, as a start script would: who stops a server that has just started expects an end.
process.once('SIGTERM', () => {
  void house[Symbol.asyncDispose]().then(() => process.exit(0))
})
// A test that breaks must leave no server behind.
process.stdin.on('end', () => process.exit(1)).resume()
const { installation } = house
const workspace =
  (await workspaceByKey(installation, 'faults')) ??
  (await createWorkspace(installation, {
    key: 'faults',
    name: 'Faults',
    timeZone: 'Europe/Paris',
    locale: 'fr',
    measurementConsent: 'opt-out',
    actor: { kind: 'system' },
  }))
const context = { ...installation, workspace, actor: { kind: 'system' as const }, may: () => true, requestId: 'serve' }
const source = await sourceByName(context, 'Faults', 'web')
const { key } = await createKey(context, { kind: 'write', sourceId: source.id })
const { key: secretKey } = await createKey(context, { kind: 'secret', sourceId: source.id })
const token = operatorToken(installation)
const ready = { url: house.url, key, secretKey, operatorToken: token, children: house.stores.children() }
process.stdout.write(`${JSON.stringify(ready)}\n`)
