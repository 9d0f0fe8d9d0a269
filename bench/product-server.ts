/**
 * The product in a process of its own, started as `npm start` starts it. Tells its parent where it is and answers what
 * only it can do: build all traces again, or say whether everything that was acknowledged is moved and measured.
 */
import { join } from 'node:path'
import { createKey, createWorkspace, sourceByName, workspaceByKey } from '../src/admitting/index.ts'
import { anchorOf, backlogOf, countTouched, eraseCustomers } from '../src/collecting/index.ts'
import { sql } from '../src/engines/postgres/index.ts'
import { socketDirectory } from '../src/engines/socket-directory.ts'
import type { Context } from '../src/feature.ts'
import { rebuildAll } from '../src/measuring/traces/rebuild-traces.ts'
import { operatorToken } from '../src/server/caller.ts'
import { readConfig } from '../src/server/config.ts'
import { openHouse } from '../src/server/main.ts'
import { customerIdFromNumber } from '../src/vocabulary/id.ts'

export type ProductFacts = {
  readonly url: string
  readonly operatorToken: string
  readonly writeKey: string
  readonly workspace: string
  readonly workspaceNumber: number
  readonly clickhouseSocket: string
}
export type ProductAsk = 'rebuild' | 'backlog' | 'unmeasured' | 'erase'

const [dataDirectory] = process.argv.slice(2) as [string]
const house = await openHouse({
  config: readConfig({ PARCOURS_PORT: '0', PARCOURS_LOG: 'warn', PARCOURS_DATA: dataDirectory }, process.cwd()),
  built: { web: join(dataDirectory, 'none'), sdk: join(dataDirectory, 'none') },
})
const { installation } = house
const workspace =
  (await workspaceByKey(installation, 'bench')) ??
  (await createWorkspace(installation, {
    key: 'bench',
    name: 'Bench',
    timeZone: 'Europe/Paris',
    locale: 'en',
    measurementConsent: 'opt-out',
    actor: { kind: 'system' },
  }))
const context: Context = { ...installation, workspace, actor: { kind: 'system' }, may: () => true, requestId: 'bench' }
const source = await sourceByName(context, 'Bench', 'web')
const { key } = await createKey(context, { kind: 'write', sourceId: source.id })

process.on('message', (message: { ask: ProductAsk; number: number; users?: readonly string[] }) => {
  void answer(message.ask, message.users).then(
    value => process.send!({ number: message.number, value }),
    error => process.send!({ number: message.number, error: String(error) }),
  )
})
process.on('disconnect', () => void end())
process.on('SIGTERM', () => void end())

const facts: ProductFacts = {
  url: house.url,
  operatorToken: operatorToken(installation),
  writeKey: key,
  workspace: workspace.key,
  workspaceNumber: workspace.number,
  clickhouseSocket: join(socketDirectory(installation.dataDirectory), 'clickhouse.sock'),
}
process.send!({ facts })

async function answer(ask: ProductAsk, users: readonly string[] = []): Promise<unknown> {
  switch (ask) {
    case 'rebuild':
      return rebuildAll(installation, workspace.number)
    case 'backlog':
      return backlogOf(installation)
    case 'unmeasured':
      return (await countTouched(installation, workspace.number)) + (await countRebuilds()) + (await countErasures())
    case 'erase':
      return eraseCustomers(
        context,
        users.map(user => customerIdFromNumber(anchorOf(installation, workspace.number, 'user_id', user))),
      )
    default:
      throw new Error(`Nobody asks that: ${ask satisfies never}`)
  }
}

/** Journeys, or contacts, that are to be measured again from all events. */
async function countRebuilds(): Promise<number> {
  const row = await installation.postgres.first(sql<{ many: string }>`select count(*) as many from measuring.rebuilds`)
  return Number(row?.many)
}

/** Customers whose erasure is not told everywhere yet. */
async function countErasures(): Promise<number> {
  const row = await installation.postgres.first(sql<{ many: string }>`
    select count(*) as many from server.notices where notice ->> 'kind' = 'customers.erased'`)
  return Number(row?.many)
}

async function end(): Promise<void> {
  await house[Symbol.asyncDispose]()
  process.exit(0)
}
