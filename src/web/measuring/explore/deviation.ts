import { type DeviationKind, deviationKinds } from '../../../vocabulary/statistics/conformance.ts'

export type Deviation = {
  readonly kind: DeviationKind
  readonly touchpoint: string
  readonly placement?: string | undefined
  /** Of what was unexpected: only where it came after this step, or at the `start`. */
  readonly after?: string | undefined
}

/** A deviation as the address names it: `skipped~tch_1~plc_1`, `unexpected~tch_2~~stp_1`. */
export function writeDeviation(one: {
  readonly kind: DeviationKind
  readonly touchpoint: string
  readonly placement: string | null
  readonly after?: string | undefined
}): string {
  return [one.kind, one.touchpoint, one.placement ?? '', one.after ?? ''].join('~').replace(/~+$/, '')
}

export function readDeviation(text: string | undefined): Deviation | undefined {
  const [kind, touchpoint, placement, after] = text?.split('~') ?? []
  const known = deviationKinds.find(one => one === kind)
  return known && touchpoint
    ? { kind: known, touchpoint, placement: placement || undefined, after: after || undefined }
    : undefined
}
