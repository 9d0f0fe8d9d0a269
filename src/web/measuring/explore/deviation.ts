export const deviationKinds = ['skipped', 'unexpected', 'outOfOrder', 'repeated'] as const
export type DeviationKind = (typeof deviationKinds)[number]

export type Deviation = {
  readonly kind: DeviationKind
  readonly touchpoint: string
  readonly placement?: string | undefined
}

/** A deviation as the address names it: `skipped~tch_1~plc_1`. */
export function writeDeviation(one: {
  readonly kind: DeviationKind
  readonly touchpoint: string
  readonly placement: string | null
}): string {
  return [one.kind, one.touchpoint, ...(one.placement === null ? [] : [one.placement])].join('~')
}

export function readDeviation(text: string | undefined): Deviation | undefined {
  const [kind, touchpoint, placement] = text?.split('~') ?? []
  const known = deviationKinds.find(one => one === kind)
  return known && touchpoint ? { kind: known, touchpoint, placement: placement || undefined } : undefined
}
