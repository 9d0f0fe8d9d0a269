import { useFigures } from '../../kit/figures.ts'

/** A difference of shares in points, with its sign: `+12.5`. */
export function usePoints(): (difference: number) => string {
  const { locale } = useFigures()
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: 'exceptZero' })
  return difference => format.format(difference * 100).replace('-', '−')
}
