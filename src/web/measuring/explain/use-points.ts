import { useFigures } from '../../kit/figures.ts'

/** A difference of shares in points, with its sign: `+12.5`. */
export function usePoints(): (difference: number) => string {
  const { locale } = useFigures()
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: 'exceptZero' })
  return difference => format.format(difference * 100).replace('-', '−')
}

/** A number with so many decimals, as the reader's language writes them. */
export function useDecimals(digits: number): (value: number) => string {
  const { locale } = useFigures()
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return value => format.format(value).replace('-', '−')
}

/** The p of a test, no further than to a thousandth. */
export function useProbability(): (p: number) => string {
  const three = useDecimals(3)
  return p => (p < 0.001 ? `< ${three(0.001)}` : three(p))
}
