import { open } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { WholeMap } from '../src/contract/mapping.ts'
import { connectClickHouse } from '../src/engines/clickhouse/index.ts'
import { durableTable } from '../src/engines/clickhouse/settings.ts'
import { trialMap } from '../src/mapping/drawing/trial-map.ts'
import { eventNames } from './events-of-customers.ts'
import { type Figure, median, percentile } from './figures.ts'
import { fillEvents } from './fill-events.ts'
import { benchFrames } from './map-frames.ts'
import { openProduct, type Product } from './open-product.ts'

const steps = 60
const events = 200_000
const clients = 10
const commandsOfEach = 100
const runs = 7

/** The map editor's work: opening a large map with its measures, many hands on one map, files of it, and scrolling. */
export async function benchMaps(options: {
  readonly directory: (name: string) => string
  readonly nodeFlags: readonly string[]
  readonly say: (line: string) => void
}): Promise<Figure[]> {
  const { directory, say } = options
  const product = await openProduct(directory('maps'), options.nodeFlags)
  await using _ = product.child
  const { workspaceNumber, clickhouseSocket } = product.facts
  await using clickhouse = connectClickHouse({ socketPath: clickhouseSocket }, durableTable)
  const drawing = interchangeOf(trialMap({ steps, lanes: 12 }))
  const { map } = (await post(product, '/maps/import?onCollision=copy', drawing)) as { map: WholeMap }
  await product.settled()
  await fillEvents(clickhouse, workspaceNumber, events)
  await product.child.ask('rebuild')
  say(`a map of ${steps} steps, ${events.toLocaleString('en')} events`)
  const address = `/maps/${map.map.id}`
  const period = 'from=2026-02-01T00:00:00Z&to=2026-12-01T00:00:00Z'
  const opening = await medianOf(async () => {
    await Promise.all([product.get(address), product.get(`${address}/measures?${period}`)])
  })
  const ours = await commandsOf(number => post(product, `${address}/commands`, commandOf(map, number)))
  const theirs = await bareCommands(directory('bare-commands'), map)
  say(`${Math.round(ours.rate)} commands/s, a bare server that syncs a line for each ${Math.round(theirs.rate)}`)
  const drawn: Figure[] = []
  const svg = await medianOf(() => draw(product, `${address}/drawing?format=svg`))
  for (const [name, query] of [
    ['PDF on A1', 'format=pdf&paper=A1'],
    ['PPTX', 'format=pptx'],
  ] as const) {
    const ms = await medianOf(() => draw(product, `${address}/drawing?${query}`))
    drawn.push({
      name: `${name} of ${steps} steps: time, against the same map as SVG`,
      value: ms / svg,
      unit: '×',
      of: { ours: ms, theirs: svg, unit: 'ms' },
    })
  }
  return [
    { name: `Opening a map of ${steps} steps with its measures`, value: opening, unit: 'ms' },
    {
      name: `${clients * commandsOfEach} commands of ${clients} clients, against a bare server that syncs each`,
      value: ours.rate / theirs.rate,
      unit: '×',
      of: { ours: ours.rate, theirs: theirs.rate, unit: 'commands/s' },
    },
    { name: 'A command of these until it is acknowledged, median', value: ours.median, unit: 'ms' },
    { name: 'A command of these until it is acknowledged, 95th percentile', value: ours.p95, unit: 'ms' },
    ...drawn,
    ...(await benchFrames(say)),
  ]
}

function interchangeOf({ journey, map, library }: WholeMap) {
  return {
    format: 'parcours.map',
    formatVersion: '1.0',
    exportedAt: '2026-01-01T00:00:00.000Z',
    defaultLocale: 'en',
    journey,
    map,
    library,
    bindings: library.touchpoints.map(({ id }, index) => ({
      id: `bnd-${index}`,
      touchpoint: id,
      when: { field: 'type', op: 'eq', value: eventNames[index] },
    })),
    measures: { included: false },
  }
}

/** Each client writes the thought of another step over and over, as people at one table do. */
function commandOf({ map }: WholeMap, number: number): object {
  const client = number % clients
  const allSteps = map.phases.flatMap(phase => phase.steps)
  const step = allSteps[(client * 6 + (number % 6)) % allSteps.length]!
  return {
    client: `bench-${client}`,
    commands: [
      {
        number: Math.floor(number / clients) + 1,
        revision: 0,
        edits: [{ op: 'setStep', step: step.id, set: { description: { en: `Written ${number} times` } } }],
      },
    ],
  }
}

type Pace = { readonly rate: number; readonly median: number; readonly p95: number }

/** Every client sends its next command when the last was answered. */
async function commandsOf(send: (number: number) => Promise<unknown>): Promise<Pace> {
  const times: number[] = []
  const started = performance.now()
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let own = 0; own < commandsOfEach; own++) {
        const sent = performance.now()
        await send(own * clients + client)
        times.push(performance.now() - sent)
      }
    }),
  )
  const rate = (clients * commandsOfEach) / ((performance.now() - started) / 1000)
  const sorted = times.sort((a, b) => a - b)
  return { rate, median: median(sorted), p95: percentile(sorted, 0.95) }
}

/** What keeping a command costs at least: a request, a line in a file, a sync. */
async function bareCommands(directory: string, map: WholeMap): Promise<Pace> {
  await using file = await open(join(directory, 'commands'), 'a')
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', async () => {
      JSON.parse(Buffer.concat(chunks).toString('utf8'))
      await file.write(Buffer.concat(chunks))
      await file.datasync()
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    return await commandsOf(async number => {
      const response = await fetch(url, { method: 'POST', body: JSON.stringify(commandOf(map, number)) })
      await response.arrayBuffer()
    })
  } finally {
    server.close()
  }
}

async function post(product: Product, path: string, body: object): Promise<unknown> {
  const { url, workspace, operatorToken } = product.facts
  const response = await fetch(`${url}/api/w/${workspace}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${operatorToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const answer = (await response.json()) as { outcomes?: { outcome: string }[] }
  if (!response.ok || answer.outcomes?.some(each => each.outcome !== 'applied'))
    throw new Error(`${path} answered ${response.status}: ${JSON.stringify(answer).slice(0, 500)}`)
  return answer
}

async function draw(product: Product, path: string): Promise<void> {
  const { url, workspace, operatorToken } = product.facts
  const response = await fetch(`${url}/api/w/${workspace}${path}`, {
    headers: { authorization: `Bearer ${operatorToken}` },
  })
  const bytes = await response.arrayBuffer()
  if (!response.ok || bytes.byteLength < 1000) throw new Error(`${path} answered ${response.status}`)
}

async function medianOf(work: () => Promise<unknown>): Promise<number> {
  await work()
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    const started = performance.now()
    await work()
    times.push(performance.now() - started)
  }
  return median(times)
}
