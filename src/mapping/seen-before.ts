import { canonicalJson } from '../vocabulary/map/canonical-json.ts'

/** Whether somebody changed one of the fields since they were seen. Nothing seen, nothing to compare. */
export function differsFrom(
  current: Readonly<Record<string, unknown>>,
  seen: Readonly<Record<string, unknown>> | undefined,
): boolean {
  return Object.entries(seen ?? {}).some(
    ([field, value]) => canonicalJson(current[field] ?? null) !== canonicalJson(value),
  )
}
