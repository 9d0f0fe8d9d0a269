/** What a text says as JSON; undefined where it is none. For texts that somebody else wrote, and that may be anything. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
