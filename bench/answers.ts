import { openLog } from '../src/engines/log.ts'
import { type Postgres, sql } from '../src/engines/postgres/index.ts'
import { readConfig } from '../src/server/config.ts'
import { features } from '../src/server/features.ts'
import { openInstallation } from '../src/server/open-installation.ts'
import type { AnswerLoadOutcome } from './answer-load.ts'
import { type Figure, percentile } from './figures.ts'
import { openProduct, type Product } from './open-product.ts'
import { processorSeconds } from './processor-time.ts'
import { startChild } from './start-child.ts'

const amount = 10_000
/** Sixty may begin at an address within ten minutes from one place of the network. */
const perAddress = 50
const grouped = 1000

/**
 * How many answers a second are taken end to end: a page of a survey sent as a form, judged, kept with its words sealed
 * and its commit synced, for as many people as answer at once. Beside it, the same rows put into bare tables of the same
 * shape and indexes, a thousand at a time, by the same client.
 */
export async function benchAnswers(options: {
  readonly directory: (name: string) => string
  readonly nodeFlags: readonly string[]
  readonly say: (line: string) => void
}): Promise<Figure[]> {
  const directory = options.directory('answers')
  const outcome = await answerAll(directory, options.nodeFlags)
  if (outcome.refused > 0) throw new Error(`${outcome.refused} of ${amount} answers were refused.`)
  const ours = outcome.taken / outcome.seconds
  options.say(
    `${outcome.taken.toLocaleString('en')} answered in ${outcome.seconds.toFixed(1)} s: ${Math.round(ours).toLocaleString('en')} a second, ${((1000 * outcome.processor) / outcome.taken).toFixed(1)} ms of processor time each`,
  )
  const config = readConfig({ PARCOURS_PORT: '0', PARCOURS_LOG: 'warn', PARCOURS_DATA: directory }, process.cwd())
  const opened = await openInstallation(config, features, openLog('warn'))
  try {
    const { postgres } = opened.installation
    const kept = await postgres.first(sql<{ n: string }>`
      select count(*) as n from listening.responses where completed_at is not null`)
    if (Number(kept?.n) !== outcome.taken) throw new Error(`${kept?.n} of ${outcome.taken} answers were kept.`)
    const theirs = outcome.taken / (await bareInserts(postgres))
    options.say(`the same rows into bare tables: ${Math.round(theirs).toLocaleString('en')} a second`)
    return [
      {
        name: 'Answers taken: sent, judged and kept, against bare inserts by the thousand',
        value: ours / theirs,
        unit: '×',
        of: { ours, theirs, unit: 'answers/s' },
      },
      { name: 'An answer to a page of four questions, median', value: percentile(outcome.latencies, 0.5), unit: 'ms' },
      {
        name: 'An answer to a page of four questions, 99th percentile',
        value: percentile(outcome.latencies, 0.99),
        unit: 'ms',
        aim: { at: 'most', value: 100 },
      },
    ]
  } finally {
    await opened.close()
  }
}

async function answerAll(directory: string, nodeFlags: readonly string[]): Promise<Answered> {
  const product = await openProduct(directory, nodeFlags)
  try {
    const paths = await publish(product)
    await using load = await startChild<object>('answer-load.ts', [])
    const before = processorSeconds(product.child.pid)
    const outcome = await load.ask<AnswerLoadOutcome>('answer', { url: product.facts.url, paths, amount })
    return { ...outcome, processor: processorSeconds(product.child.pid) - before }
  } finally {
    await product.child[Symbol.asyncDispose]()
  }
}

type Answered = AnswerLoadOutcome & { readonly processor: number }

const both = (en: string) => ({ fr: en, en })

const survey = {
  languages: ['fr', 'en'],
  title: both('The delivery'),
  pages: [
    {
      id: 'only',
      questions: [
        { id: 'score', kind: 'nps', text: both('Would you recommend us?'), required: true, min: 0, max: 10 },
        { id: 'delivery', kind: 'csat', text: both('Are you satisfied?'), required: true, min: 1, max: 5 },
        {
          id: 'why',
          kind: 'single',
          text: both('Why?'),
          choices: ['price', 'delay', 'advice'].map(id => ({ id, label: both(id) })),
        },
        { id: 'words', kind: 'text', text: both('What else?'), limit: 1000 },
      ],
    },
  ],
  endings: [{ id: 'thanks', title: both('Thank you.') }],
}

/** A survey that is open, with the paths of enough addresses. */
async function publish({ get }: Product): Promise<readonly string[]> {
  const send = <Answer>(path: string, method: string, body: unknown) =>
    (get as (path: string, init: RequestInit) => Promise<Answer>)(path, { method, body: JSON.stringify(body) })
  type Held = { readonly id: string; readonly revision: number }
  const made = await send<Held>('/surveys', 'POST', { template: null })
  const body = { revision: made.revision, survey, kind: 'hot', touchpoint: null }
  const { revision } = await send<Held>(`/surveys/${made.id}`, 'PUT', body)
  await send(`/surveys/${made.id}/publish`, 'POST', { revision })
  const places = Array.from({ length: amount / perAddress }, (_, at) => `Till ${at + 1}`)
  await send(`/surveys/${made.id}/links/places`, 'POST', { places })
  const { links } = await get<{ links: readonly { readonly address: string }[] }>(`/surveys/${made.id}/links`)
  return links.slice(0, places.length).map(({ address }) => new URL(address).pathname)
}

/** Seconds that the rows take to be inserted, without those that they take to be read. */
async function bareInserts(postgres: Postgres): Promise<number> {
  let seconds = 0
  for (const table of ['responses', 'answer_keys', 'answers']) {
    const [from, bare] = [sql.table(`listening.${table}`), sql.table(`listening.bare_${table}`)]
    await postgres.run(sql`create table ${bare} (like ${from} including all)`)
    for (let offset = 0; ; offset += grouped) {
      const row = await postgres.first(sql<{ rows: unknown; n: string }>`
        select json_agg(one) as rows, count(*) as n
        from (select * from ${from} order by ctid limit ${grouped} offset ${offset}) as one`)
      if (!row || Number(row.n) === 0) break
      const text = JSON.stringify(row.rows)
      const startedAt = performance.now()
      await postgres.run(sql`insert into ${bare} select * from json_populate_recordset(null::${from}, ${text}::json)`)
      seconds += (performance.now() - startedAt) / 1000
    }
  }
  return seconds
}
