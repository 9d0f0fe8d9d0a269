import type { Channel } from '../channel.ts'

/** How a matter stands: hard to settle or not, pressing or not. */
export type FitCell = { readonly complex: boolean; readonly urgent: boolean }

/**
 * The channels expected for each: what is complex and can wait is written, what is complex and urgent is spoken, what is
 * simple and urgent goes by short messages, and what is simple and can wait customers do themselves.
 */
export const expectedChannels = [
  { complex: true, urgent: false, channels: ['email'] },
  { complex: true, urgent: true, channels: ['phone'] },
  { complex: false, urgent: true, channels: ['chat', 'sms', 'social'] },
  { complex: false, urgent: false, channels: ['web', 'app'] },
] as const satisfies readonly (FitCell & { readonly channels: readonly Channel[] })[]

/** The channels expected in a cell. */
export function channelsExpected({ complex, urgent }: FitCell): readonly Channel[] {
  return expectedChannels.find(cell => cell.complex === complex && cell.urgent === urgent)!.channels
}

const high = /^(high|complex|complexe|urgent|urgente|haute?|[ée]lev[ée]e?|oui|yes|true)$/i
const low = /^(low|simple|easy|facile|basse?|faible|normale?|non|no|false)$/i

/** Whether a level is high: of 1 to 3 from `from` on, or by its word; undefined for what is neither. */
export function isHigh(level: string | number | null | undefined, from: number): boolean | undefined {
  if (level === null || level === undefined || level === '') return undefined
  if (high.test(String(level))) return true
  if (low.test(String(level))) return false
  const number = Number(level)
  return Number.isFinite(number) ? number >= from : undefined
}

/** From this level on a touchpoint of a map is complex, or urgent. */
const highFrom = 2

/** The channels expected of a touchpoint as complex and as urgent as its library says; undefined where it does not say. */
export function channelsThatSuit(
  complexity: string | number | null | undefined,
  urgency: string | number | null | undefined,
): readonly Channel[] | undefined {
  const [complex, urgent] = [isHigh(complexity, highFrom), isHigh(urgency, highFrom)]
  return complex === undefined || urgent === undefined ? undefined : channelsExpected({ complex, urgent })
}
