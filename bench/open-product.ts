import { setTimeout as pause } from 'node:timers/promises'
import { benchMap } from './bench-map.ts'
import type { ProductFacts } from './product-server.ts'
import { type Child, startChild } from './start-child.ts'

export type Product = {
  readonly child: Child<ProductFacts>
  readonly facts: ProductFacts
  /** Asks as a client does, over HTTP, and reads the answer. */
  get<Answer>(path: string): Promise<Answer>
  put(path: string, body: object): Promise<unknown>
  /** Brings a map in, unless it is there: a directory that was kept has it already. */
  draw(file: { readonly map: { readonly id: string } }): Promise<void>
  /** Events that were acknowledged and are not in ClickHouse yet. */
  backlog(): Promise<number>
  /** Resolves when everything is moved and measured. */
  settled(): Promise<void>
}

/** Starts the product on an empty directory, with the map of the bench drawn in it. */
export async function openProduct(dataDirectory: string, nodeFlags: readonly string[]): Promise<Product> {
  const child = await startChild<ProductFacts>('product-server.ts', [dataDirectory], nodeFlags)
  const { facts } = child
  const headers = { authorization: `Bearer ${facts.operatorToken}`, 'content-type': 'application/json' }
  const call = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${facts.url}/api/w/${facts.workspace}${path}`, { ...init, headers })
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${(await response.text()).slice(0, 500)}`)
    return response.json()
  }
  const draw: Product['draw'] = async file => {
    const drawn = await call(`/maps/${file.map.id}`).then(
      () => true,
      () => false,
    )
    if (!drawn) await call('/maps/import', { method: 'POST', body: JSON.stringify(file) })
  }
  await draw(benchMap)
  const get = call as Product['get']
  const backlog = () => child.ask<number>('backlog')
  return {
    child,
    facts,
    get,
    draw,
    put: (path, body) => call(path, { method: 'PUT', body: JSON.stringify(body) }),
    backlog,
    settled: async () => {
      for (;;) {
        const left = (await backlog()) + (await child.ask<number>('unmeasured'))
        if (left === 0) return
        await pause(100)
      }
    },
  }
}
