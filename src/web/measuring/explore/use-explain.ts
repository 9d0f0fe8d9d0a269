import { useTranslation } from 'react-i18next'
import { useWorkspace } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { useMeasureFilter } from '../data.ts'

/** What every figure here is said with: the period, and the smallest group shown. */
export function useTold() {
  const minimumGroup = useWorkspace()?.minimumGroup ?? 5
  const filter = useMeasureFilter()
  return { minimumGroup, period: { from: filter?.from ?? '', to: filter?.to ?? '' } }
}

/** Says what a figure means: its definition, out of how many, in which period. */
export function useExplain(): (definition: string, n?: number) => string {
  const { t } = useTranslation('measuring')
  const figures = useFigures()
  const { period } = useTold()
  return (definition, n) =>
    [
      definition,
      n === undefined ? '' : t('figures.count', { n: figures.whole(n) }),
      period.from === ''
        ? ''
        : t('figures.period', { from: figures.day(period.from), to: figures.day(new Date(Date.parse(period.to) - 1)) }),
    ]
      .filter(Boolean)
      .join(' ')
}

/** A share of 0–1 to a tenth of a per cent, so that columns of them sum as they are read. */
export function useTenths(): (share: number) => string {
  const { locale } = useFigures()
  const format = new Intl.NumberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  })
  return share => format.format(share)
}
