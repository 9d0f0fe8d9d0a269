/** Reads a feeling as people write one: `-0,4`, `+0.4`, `−0.4`. Undefined when it is no number of −1…1. */
export function readFeeling(text: string): number | undefined {
  const plain = text.trim().replace('−', '-').replace(',', '.').replace(/^\+/, '')
  if (!/^-?(\d+(\.\d*)?|\.\d+)$/.test(plain)) return undefined
  const value = Number(plain)
  return value >= -1 && value <= 1 ? Math.round(value * 100) / 100 : undefined
}

/** A tenth more or less, without the dust of binary fractions. */
export function shiftFeeling(value: number, by: number): number {
  return Math.max(-1, Math.min(1, Math.round((value + by) * 10) / 10))
}
