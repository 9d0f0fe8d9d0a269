import type { Activities } from './activities.ts'

export function ConformanceTab(_: { map: string; activities: Activities }) {
  return null
}
