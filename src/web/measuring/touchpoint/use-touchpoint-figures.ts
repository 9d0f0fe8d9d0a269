import { useTranslation } from 'react-i18next'
import type { MapMeasures } from '../../../contract/measuring.ts'
import { useFigures } from '../../kit/figures.ts'
import type { NamedFigure } from '../compare/named.ts'

/** What the measures of a map tell of one touchpoint, to be held against another period or group. */
export function useTouchpointFigures(id: string, name: (touchpoint: string) => string) {
  const { t } = useTranslation('touchpoint')
  const words = useTranslation('measuring').t
  const figures = useFigures()
  return ({ cases, touchpoints }: MapMeasures): readonly NamedFigure[] => {
    const own = touchpoints.find(one => one.touchpoint === id)
    if (!own) return []
    const visits = own.visits.value ?? 0
    return [
      ...(own.cases.value !== null && cases.value !== null
        ? [{ key: 'reach', label: t('kinds.reach'), hits: own.cases.value, n: cases.value }]
        : []),
      ...(own.dropOff.cases !== null
        ? [{ key: 'left', label: t('kinds.left'), hits: own.dropOff.cases, n: own.dropOff.n }]
        : []),
      ...own.satisfaction.flatMap(({ construct, mean, low, high, customers }) =>
        mean === null || low === null || high === null
          ? []
          : [
              {
                key: construct,
                label: words(`constructs.${construct}`),
                level: mean,
                error: (high - low) / (2 * 1.959964),
                n: customers,
                say: figures.feeling,
              },
            ],
      ),
      ...own.next.map(next => ({
        key: `next ${next.touchpoint}`,
        label: t('kinds.next', { name: name(next.touchpoint) }),
        hits: next.visits,
        n: visits,
      })),
    ]
  }
}
