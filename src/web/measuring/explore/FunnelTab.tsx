import type { Activities } from './activities.ts'

export function FunnelTab(_: { activities: Activities }) {
  return null
}
