import type { MapContactPart } from '../../../contract/map-contacts.ts'
import type { LivedContacts } from './lived-layer.ts'

const ofVisits = ['misfits', 'fits', 'judged'] as const satisfies readonly MapContactPart[]
const sameReason = ['forward', 'eligible', 'tooRecent', 'contacts'] as const satisfies readonly MapContactPart[]
const anyReason = ['forwardAny', 'eligibleAny', 'tooRecent', 'contacts'] as const satisfies readonly MapContactPart[]

/** Whether the list is of visits, not of contacts. */
export function isOfVisits(part: MapContactPart): boolean {
  return (ofVisits as readonly MapContactPart[]).includes(part)
}

/** The parts of the same whole: those of visits, or of contacts, told by their reasons or whatever these are. */
export function partsBeside(part: MapContactPart, byReason: boolean): readonly MapContactPart[] {
  const found = [ofVisits, ...(byReason ? [sameReason, anyReason] : [anyReason, sameReason])]
  return found.find(parts => (parts as readonly MapContactPart[]).includes(part)) ?? anyReason
}

/** How many a part holds, as the map tells it; null where that is too few customers, undefined where nothing tells. */
export function amountOf(here: LivedContacts | undefined, part: MapContactPart): number | null | undefined {
  if (!here) return undefined
  const { repeated, repeatedAtMost, fit } = here
  switch (part) {
    case 'contacts':
    case 'tooRecent':
      return here[part]
    case 'eligible':
      return repeated?.n
    case 'forward':
      return repeated?.hits
    case 'eligibleAny':
      return repeatedAtMost?.n
    case 'forwardAny':
      return repeatedAtMost?.hits
    case 'judged':
      return fit?.n
    case 'fits':
      return fit?.hits
    case 'misfits':
      return fit ? fit.n - fit.hits : undefined
    default:
      return part satisfies never
  }
}
