import type { Activities } from './activities.ts'

export function PathsTab(_: { activities: Activities }) {
  return null
}
