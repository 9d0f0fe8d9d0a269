import type { Feature, Installation } from '../feature.ts'
import { exportSegmented } from './export-segmented.ts'
import { forgetMembers } from './members.ts'
import { clickhouseMigrations, postgresMigrations } from './migrations.ts'
import { refreshSegments } from './refresh-segments.ts'
import { routes } from './routes.ts'
import { rowOf } from './store.ts'

// Whoever has a list makes a segment of it.
export { createFixed } from './create-segment.ts'
// Measures are narrowed by traits and by segments, and compare them.
export { customerTraits, placesIn } from './customer-traits.ts'
export { membersBySegment, membersOf } from './members.ts'
export { rowsOf as segmentRows } from './store.ts'

/** What a segment is called, archived or not. @throws problem `not_found`. */
export async function segmentNamed(
  { postgres }: Pick<Installation, 'postgres'>,
  workspace: number,
  segment: string,
): Promise<string> {
  return (await rowOf(postgres, workspace, segment)).name
}

export const segmenting: Feature = {
  name: 'segmenting',
  routes,
  loops: [refreshSegments],
  postgresMigrations,
  clickhouseMigrations,
  export: exportSegmented,
  erase: forgetMembers,
}
