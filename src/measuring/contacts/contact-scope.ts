import { narrowing } from '../../contract/narrowing.ts'
import type { Context } from '../../feature.ts'
import { activitiesOf } from '../filtering/activities.ts'
import { narrowsJourneys } from '../filtering/kept-spans.ts'
import { keepingOf, type Narrowing } from '../filtering/kept-visits.ts'
import type { ContactScope } from './contact-rows.ts'

/** What narrows contacts: as everywhere, and the map whose journeys are meant; without one, those of all events. */
export type ContactNarrowing = Narrowing & { readonly map?: string | undefined }

/**
 * Whose contacts are read, and on which journeys. Where neither a map nor a filter speaks of journeys, none are looked
 * at. @throws as `keepingOf`, and `not_found` for a map that there is none of.
 */
export async function contactScopeOf(context: Context, { map, ...filter }: ContactNarrowing): Promise<ContactScope> {
  const { number } = context.workspace
  const { from, to, channel, cohort, segment, sample } = filter
  const scope = { workspace: number, cohort, segment, sample }
  if (map === undefined && !narrowsJourneys(filter)) {
    // Reads the filter for what it refuses.
    keepingOf(number, 0, { from, to, channel, cohort, segment })
    return scope
  }
  const activities = await activitiesOf(context, map)
  return { ...scope, during: keepingOf(number, activities.journey, filter, activities) }
}

/** A query parted into what narrows contacts, and what else it says of them. */
export function partContactQuery<Query extends ContactNarrowing>(query: Query) {
  const isFilter = (name: string) => name === 'from' || name === 'to' || name === 'map' || name in narrowing
  const entries = Object.entries(query)
  return {
    filter: Object.fromEntries(entries.filter(([name]) => isFilter(name))) as ContactNarrowing,
    said: Object.fromEntries(entries.filter(([name]) => !isFilter(name))) as Omit<Query, keyof ContactNarrowing>,
  }
}
