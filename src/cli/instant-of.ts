import { Misuse } from './words.ts'

/** The instant that was typed; a day is taken as its beginning, in UTC. */
export function instantOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const at = new Date(text)
  if (Number.isNaN(at.getTime())) throw new Misuse(`"${text}" is not a time. Write 2026-03-01 or 2026-03-01T09:00:00Z.`)
  return at.toISOString()
}
