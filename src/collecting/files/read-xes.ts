import { StringDecoder } from 'node:string_decoder'
import { SaxesParser } from 'saxes'
import { fileProblem } from './file-problem.ts'
import { limits, type ReadRow, type RowBatches } from './row.ts'

type Attributes = Record<string, string>
type Attribute = { readonly key: string; readonly value: string | undefined; readonly items: string[] | undefined }

const attributeTags = new Set(['string', 'date', 'int', 'float', 'boolean', 'id', 'list', 'container'])
/** Values that stand in `global` to say "none", and would be lies in an event. */
const noValue = new Set(['', 'UNKNOWN', '__INVALID__', 'NOT_SUPPLIED', 'null'])
/** Attributes of a trace usually stand before its events; a trace longer than this is given before its end. */
const heldEvents = 10_000

/** What the head of a log says of its events. */
export type XesHead = {
  /** By name: which attributes, together, name an activity. */
  readonly classifiers: Readonly<Record<string, readonly string[]>>
}

/**
 * Reads XES (IEEE 1849) from UTF-8 text. Each event becomes a row: its attributes by key, those of its trace under
 * `case:` as in the CSV that process-mining tools write, nested ones under `parent.child`, lists as JSON text.
 * Globals fill what is missing, save dates and values that mean "none". A document type is refused, so no entity is
 * ever expanded. A trace without a name is told from others by `case:#`, its number in the file.
 */
export async function* readXes(text: AsyncIterable<Buffer>, onHead: (head: XesHead) => void = () => {}): RowBatches {
  const parser = new SaxesParser()
  const decoder = new StringDecoder('utf8')
  const classifiers: Record<string, readonly string[]> = {}
  let ready: ReadRow[] = []
  let held: { line: number; attributes: Attributes }[] = []
  const path: string[] = []
  const globals: { trace: Attributes; event: Attributes } = { trace: {}, event: {} }
  let target: Attributes | undefined
  let trace: Attributes | undefined
  let attributes: Attribute[] = []
  let traces = 0
  let line = 1
  let seenAt = 0
  let read = 0

  const giveHeld = () => {
    if (!trace) return
    const common: Attributes = {}
    for (const [key, value] of Object.entries({ ...globals.trace, ...trace })) common[`case:${key}`] = value
    if (common['case:concept:name'] === undefined) common['case:#'] = String(traces)
    for (const event of held) {
      ready.push({ ok: true, line: event.line, values: { ...common, ...globals.event, ...event.attributes } })
    }
    held = []
  }

  parser.on('doctype', () => {
    throw fileProblem('xml_doctype')
  })
  parser.on('error', error => {
    // The parser's own words begin with line and column.
    const detail = error.message.replace(/^[^:]*:\d+:\d+: /, '').replace(/\.$/, '')
    throw fileProblem('xml_broken', { line: parser.line, detail: detail.slice(0, 200) })
  })
  parser.on('opentag', tag => {
    seenAt = read
    const name = tag.name.slice(tag.name.indexOf(':') + 1)
    if (path.length === 0 && name !== 'log') throw fileProblem('xml_not_xes', { root: tag.name.slice(0, 100) })
    if (path.length >= limits.xmlDepth) throw fileProblem('xml_too_deep', { limit: limits.xmlDepth, line: parser.line })
    path.push(name)
    const { key, value } = tag.attributes
    if (name === 'trace' && path.length === 2) {
      traces++
      trace = {}
      target = trace
    } else if (name === 'event' && (path.length === 3 || path.length === 2)) {
      // An event outside any trace is allowed by the standard: it has no case.
      line = parser.line
      target = {}
    } else if (name === 'global' && path.length === 2) {
      target = globals[tag.attributes.scope === 'trace' ? 'trace' : 'event']
    } else if (name === 'classifier' && path.length === 2) {
      classifiers[tag.attributes.name ?? ''] = keysOf(tag.attributes.keys ?? '')
    } else if (target && attributeTags.has(name) && key !== undefined) {
      const parent = attributes.at(-1)
      parent?.items?.push(value ?? '')
      const attribute = {
        key: parent ? `${parent.key}.${key}` : key,
        value,
        items: name === 'list' ? [] : undefined,
      }
      attributes.push(attribute)
      if (value === undefined || key === '__proto__' || parent?.items) return
      const isGlobal = target === globals.trace || target === globals.event
      if (isGlobal && (name === 'date' || key === 'time:timestamp' || noValue.has(value))) return
      if (Object.keys(target).length < limits.columns) target[attribute.key] = value
    }
  })
  parser.on('closetag', tag => {
    seenAt = read
    const name = path.pop()
    if (attributeTags.has(name!) && attributes.length > 0 && tag.attributes.key !== undefined) {
      const attribute = attributes.pop()!
      if (attribute.items && target && attribute.items.length > 0)
        target[attribute.key] = JSON.stringify(attribute.items)
    } else if (name === 'event' && target) {
      if (trace) held.push({ line, attributes: target })
      else ready.push({ ok: true, line, values: { ...globals.event, ...target } })
      if (held.length >= heldEvents) giveHeld()
      target = trace
      attributes = []
    } else if (name === 'trace') {
      giveHeld()
      trace = undefined
      target = undefined
    } else if (name === 'global') {
      target = undefined
      attributes = []
    }
  })

  let told = false
  // Attributes of the log itself stand under no trace; `target` is undefined there, so they are passed over.
  for await (const chunk of text) {
    for (let from = 0; from < chunk.length; from += 65_536) {
      const piece = decoder.write(chunk.subarray(from, from + 65_536))
      read += piece.length
      let failure: unknown
      try {
        parser.write(piece)
      } catch (error) {
        failure = error
      }
      if (!told && ready.length > 0) {
        onHead({ classifiers })
        told = true
      }
      if (ready.length > 0) yield ready
      ready = []
      if (failure !== undefined) throw failure
      if (read - seenAt > limits.lineBytes) throw fileProblem('line_too_long', { line: parser.line, limit: '1 MB' })
    }
  }
  parser.close()
}

/** Keys are told apart by spaces; one that holds a space stands in single quotes. */
function keysOf(text: string): string[] {
  return [...text.matchAll(/'([^']*)'|(\S+)/g)].map(match => match[1] ?? match[2]!)
}
