import { useWorkspace } from '../admitting/data.ts'

/** Fewer customers than this are not told. */
export function useMinimumGroup(): number {
  return useWorkspace()?.minimumGroup ?? 0
}
