import { csvLine } from '../vocabulary/csv-line.ts'
import { xesEnd, xesHead, xesTime, xesValue } from '../vocabulary/xes.ts'

/** A message that leaves, with the number of the customer whose it is. */
export type LeavingMessage = { readonly customer: bigint; readonly message: Readonly<Record<string, unknown>> }
type Messages = AsyncIterable<readonly LeavingMessage[]>
type Plain = string | number

/** What an event log tells of a message. */
type Step = {
  readonly case: string
  readonly name: string
  readonly at: string
  readonly user: string
  readonly visitor: string
  readonly channel: string
  readonly properties: Readonly<Record<string, Plain>>
}

/** The columns that a log has beside the properties of its events, as process-mining tools call them. */
const columns = ['case:concept:name', 'concept:name', 'time:timestamp', 'customer', 'anonymous_id', 'channel'] as const
const taken = new Set<string>([...columns, 'case:#'])

/** Only what customers did is a step; who they are and what they belong to is none. */
function stepOf({ message }: LeavingMessage): Step | undefined {
  const { type, event, name, timestamp, caseKey, userId, anonymousId, properties, context } = message
  if (type !== 'track' && type !== 'page' && type !== 'screen') return undefined
  return {
    case: String(caseKey ?? ''),
    name: String(event ?? name ?? type),
    at: String(timestamp),
    user: String(userId ?? ''),
    visitor: String(anonymousId ?? ''),
    channel: String((context as { readonly channel?: string }).channel ?? ''),
    properties: (properties ?? {}) as Step['properties'],
  }
}

/** The log as CSV, customer by customer, each in the order of time; equal times in the order in which they came. */
export async function* asCsvLog(messages: Messages, properties: readonly string[]): AsyncGenerator<string> {
  const names = properties.filter(name => !taken.has(name))
  yield csvLine([...columns, ...names])
  for await (const block of messages) {
    let text = ''
    for (const one of block) {
      const step = stepOf(one)
      if (!step) continue
      const { case: key, name, at, user, visitor, channel } = step
      text += csvLine([key, name, at, user, visitor, channel, ...names.map(each => step.properties[each])])
    }
    if (text !== '') yield text
  }
}

/**
 * The log as XES (IEEE 1849). Attributes called `case:…` that say the same all through a case stand at its trace, as
 * they came. Events without a case stand outside the traces, which the standard has at the end: they are read once more
 * for it.
 */
export async function* asXesLog(read: () => Messages): AsyncGenerator<string> {
  yield xesHead
  let customer: bigint | undefined
  let cases = new Map<string, Step[]>()
  let apart = false
  for await (const block of read()) {
    let text = ''
    for (const one of block) {
      if (one.customer !== customer) {
        text += tracesOf(cases)
        cases = new Map()
        customer = one.customer
      }
      const step = stepOf(one)
      if (!step) continue
      if (step.case === '') apart = true
      else if (!cases.get(step.case)?.push(step)) cases.set(step.case, [step])
    }
    if (text !== '') yield text
  }
  yield tracesOf(cases)
  if (apart) {
    for await (const block of read()) {
      const steps = block.flatMap(one => {
        const step = stepOf(one)
        return step?.case === '' ? [step] : []
      })
      if (steps.length > 0) yield steps.map(step => eventOf(step, new Set())).join('')
    }
  }
  yield xesEnd
}

function tracesOf(cases: ReadonlyMap<string, readonly Step[]>): string {
  let text = ''
  for (const [key, steps] of cases) {
    const [first] = steps
    const common = Object.entries(first!.properties).filter(
      ([name, value]) => /^case:[^#]/.test(name) && steps.every(({ properties }) => properties[name] === value),
    )
    const ofTrace = new Set(common.map(([name]) => name))
    text += `<trace>${xesValue('concept:name', key)}`
    for (const [name, value] of common) if (name !== 'case:concept:name') text += xesValue(name.slice(5), value)
    text += `\n${steps.map(step => eventOf(step, ofTrace)).join('')}</trace>\n`
  }
  return text
}

function eventOf({ name, at, user, visitor, channel, properties }: Step, ofTrace: ReadonlySet<string>): string {
  let text = `<event>${xesValue('concept:name', name)}${xesTime(at)}`
  if (user !== '') text += xesValue('customer', user)
  if (visitor !== '') text += xesValue('anonymous_id', visitor)
  text += xesValue('channel', channel)
  for (const [key, value] of Object.entries(properties)) {
    if (!taken.has(key) && !ofTrace.has(key)) text += xesValue(key, value)
  }
  return `${text}</event>\n`
}
