import { xmlText } from './xml-text.ts'

/** How an event log begins as XES (IEEE 1849), the format that process-mining tools read; traces and events follow. */
export const xesHead = `<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<global scope="trace"><string key="concept:name" value=""/></global>
<global scope="event"><string key="concept:name" value=""/><date key="time:timestamp" value="1970-01-01T00:00:00.000Z"/></global>
<classifier name="Activity" keys="concept:name"/>
`

/** How it ends. */
export const xesEnd = '</log>\n'

/** An attribute whose value is text: `xesText('channel', 'web')` → `<string key="channel" value="web"/>`. */
export const xesText = (key: string, value: string): string => attribute('string', key, value)

/** When an event came: ISO 8601. */
export const xesTime = (instant: string): string => attribute('date', 'time:timestamp', instant)

/** An attribute of the kind that its value is of; booleans are the texts `true` and `false` where events are kept. */
export function xesValue(key: string, value: string | number): string {
  if (typeof value === 'string') return attribute(/^(true|false)$/.test(value) ? 'boolean' : 'string', key, value)
  return attribute(Number.isSafeInteger(value) ? 'int' : 'float', key, String(value))
}

function attribute(kind: string, key: string, value: string): string {
  return `<${kind} key="${xmlText(key)}" value="${xmlText(value)}"/>`
}
