import type { Activities } from './activities.ts'

export function RetentionTab(_: { activities: Activities }) {
  return null
}
