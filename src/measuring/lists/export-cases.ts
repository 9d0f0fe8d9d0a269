import type { exportCases as exportCasesRoute } from '../../contract/exploring.ts'
import type { InputOf } from '../../contract/route.ts'
import type { Context, LeavingFile } from '../../feature.ts'
import { channelCodes } from '../../vocabulary/channel.ts'
import { csvLine } from '../../vocabulary/csv-line.ts'
import { customerIdFromNumber } from '../../vocabulary/id.ts'
import { xesEnd, xesHead, xesText, xesTime } from '../../vocabulary/xes.ts'
import { activitiesOf } from '../filtering/activities.ts'
import { keepingOf } from '../filtering/kept-visits.ts'
import { type StreamedCase, streamCases } from '../questions/stream-cases.ts'

/**
 * The cases that a filter keeps as an event log, case by case as they are read: XES (IEEE 1849) or CSV with the columns
 * that process-mining tools know. Customers go by their pseudonym. Importing the log gives the same cases.
 */
export async function exportCases(context: Context, { query }: InputOf<typeof exportCasesRoute>): Promise<LeavingFile> {
  const { clickhouse, workspace, postgres } = context
  const { map, format, ...filter } = query
  const activities = await activitiesOf(context, map)
  const keeping = keepingOf(workspace.number, activities.journey, filter, activities)
  await postgres.transaction(transaction =>
    context.post(transaction, {
      kind: 'events.exported',
      workspace: workspace.number,
      actor: context.actor,
      details: { from: filter.from ?? null, to: filter.to ?? null, personal: false },
    }),
  )
  const names = new Map(activities.map?.library.touchpoints.map(one => [one.id, one.name[workspace.locale]]))
  const nameOf = (number: number) => names.get(activities.nameOf(number)) || activities.nameOf(number)
  const cases = streamCases(clickhouse, keeping)
  return format === 'xes'
    ? { name: 'cases.xes', contentType: 'application/xml; charset=utf-8', content: asXes(cases, nameOf) }
    : { name: 'cases.csv', contentType: 'text/csv; charset=utf-8', content: asCsv(cases, nameOf) }
}

type Cases = AsyncIterable<readonly StreamedCase[]>

/** The name of a case, the same at every export: the customer's and the number of the case. */
const caseName = (customer: string, number: number) => `${customer}-${number}`
const instantOf = (moment: string) => `${moment.replace(' ', 'T')}Z`

async function* asCsv(blocks: Cases, nameOf: (number: number) => string): AsyncGenerator<string> {
  yield 'case:concept:name,concept:name,time:timestamp,channel,customer\r\n'
  for await (const block of blocks) {
    let text = ''
    for (const [number, caseNumber, visits] of block) {
      const customer = customerIdFromNumber(BigInt(number))
      for (const [touchpoint, moment, channel] of visits) {
        const cells = [
          caseName(customer, caseNumber),
          nameOf(touchpoint),
          instantOf(moment),
          channelOf(channel),
          customer,
        ]
        text += csvLine(cells)
      }
    }
    yield text
  }
}

async function* asXes(blocks: Cases, nameOf: (number: number) => string): AsyncGenerator<string> {
  yield xesHead
  for await (const block of blocks) {
    let text = ''
    for (const [number, caseNumber, visits] of block) {
      const customer = customerIdFromNumber(BigInt(number))
      text += `<trace>${xesText('concept:name', caseName(customer, caseNumber))}${xesText('customer', customer)}\n`
      for (const [touchpoint, moment, channel] of visits)
        text += `<event>${xesText('concept:name', nameOf(touchpoint))}${xesTime(instantOf(moment))}${xesText('channel', channelOf(channel))}</event>\n`
      text += '</trace>\n'
    }
    yield text
  }
  yield xesEnd
}

const channelOf = (code: number) => channelCodes[code] ?? 'other'
