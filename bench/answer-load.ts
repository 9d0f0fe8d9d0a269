/** People who answer: one process that sends the one page of a survey to its addresses, as browsers send a form. */
import { Pool } from 'undici'

export type AnswerLoadAsk = {
  readonly ask: 'answer'
  readonly url: string
  /** The paths of the addresses: each takes fifty in ten minutes from one place of the network. */
  readonly paths: readonly string[]
  readonly amount: number
}
export type AnswerLoadOutcome = {
  readonly taken: number
  readonly refused: number
  readonly seconds: number
  readonly latencies: readonly number[]
}

const connections = 16

process.on('message', (message: AnswerLoadAsk & { number: number }) => {
  answer(message).then(
    value => process.send!({ number: message.number, value }),
    error => process.send!({ number: message.number, error: String(error) }),
  )
})
process.on('disconnect', () => process.exit(0))
process.send!({ facts: {} })

async function answer({ url, paths, amount }: AnswerLoadAsk): Promise<AnswerLoadOutcome> {
  const pool = new Pool(url, { connections, pipelining: 1 })
  const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: url }
  const latencies: number[] = []
  let [next, taken, refused] = [0, 0, 0]
  const started = performance.now()
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (next < amount) {
        const number = next++
        const path = paths[number % paths.length]!
        const at = performance.now()
        const response = await pool.request({ path, method: 'POST', headers, body: pageOf(number) })
        await response.body.dump()
        latencies.push(performance.now() - at)
        if (response.statusCode === 303) taken++
        else refused++
      }
    }),
  )
  const seconds = (performance.now() - started) / 1000
  await pool.close()
  return { taken, refused, seconds, latencies: latencies.sort((a, b) => a - b) }
}

/** One in three says something in words. */
function pageOf(number: number): string {
  const form = new URLSearchParams({
    page: 'only',
    asked: 'score delivery why words',
    since: String(Date.now() - 20_000 - (number % 60_000)),
    'q:score': String(number % 11),
    'q:delivery': String(1 + (number % 5)),
    'q:why': ['price', 'delay', 'advice'][number % 3]!,
    'q:words': number % 3 === 0 ? `Le colis ${number} est arrivé avec deux jours de retard, sans prévenir.` : '',
  })
  return form.toString()
}
