/** A figure that has an aim. A ratio is of two figures of this very run, which stand beside it. */
export type Figure = {
  readonly name: string
  readonly value: number
  readonly unit: '×' | '%' | 'ms' | 's' | 'MB' | 'events/s'
  /** The product's own figure and the one it is compared with. */
  readonly of?: { readonly ours: number; readonly theirs: number; readonly unit: string }
  readonly aim?: { readonly at: 'least' | 'most'; readonly value: number; readonly says?: string }
}

export function isMet({ value, aim }: Figure): boolean | null {
  if (!aim) return null
  return aim.at === 'least' ? value >= aim.value : value <= aim.value
}

/** How many times `theirs` is of `ours`, both being times: above 1 the product is the faster. */
export function timesFaster(name: string, ours: number, theirs: number, aim?: number): Figure {
  return {
    name,
    value: theirs / ours,
    unit: '×',
    of: { ours, theirs, unit: 'ms' },
    ...(aim === undefined ? {} : { aim: { at: 'least', value: aim } }),
  }
}

export function table(figures: readonly Figure[]): string {
  const rows = figures.map(figure => [
    figure.name,
    `${round(figure.value)} ${figure.unit}`,
    figure.of ? `${round(figure.of.ours)} : ${round(figure.of.theirs)} ${figure.of.unit}` : '',
    figure.aim ? `${figure.aim.at === 'least' ? '≥' : '≤'} ${figure.aim.value}` : '',
    isMet(figure) === null ? '' : isMet(figure) ? 'met' : 'MISSED',
  ])
  const heads = ['', 'figure', 'product : other', 'aim', '']
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map(row => row[column]!.length)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  ')
  return [line(heads), widths.map(width => '─'.repeat(width)).join('  '), ...rows.map(line)].join('\n')
}

function round(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
