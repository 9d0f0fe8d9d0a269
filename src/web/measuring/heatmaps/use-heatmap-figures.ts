import { useTranslation } from 'react-i18next'
import type { HeatmapAnswer } from '../../../contract/measuring-pages.ts'
import type { Share } from '../../../vocabulary/statistics/compare-figures.ts'
import { useFigures } from '../../kit/figures.ts'
import type { NamedFigure } from '../compare/named.ts'

const depths = [0.25, 0.5, 0.75, 1]

/** Of the views that had it, those in which an element was clicked; of as many as tell it. */
export function elementShares({ elements }: HeatmapAnswer): readonly Share[] {
  return elements.flatMap(one =>
    one.clicked === null || one.clicked === 0 ? [] : [{ key: one.path, hits: one.clicked, n: one.views }],
  )
}

/** What a page tells in shares of its views: trouble, how far it is seen, and each element that is clicked. */
export function useHeatmapFigures() {
  const { t } = useTranslation('heatmaps')
  const compare = useTranslation('compare').t
  const figures = useFigures()
  return (told: HeatmapAnswer): readonly NamedFigure[] => [
    ...(['rage', 'dead', 'error', 'quickBack'] as const).flatMap(one => {
      const rate = told[one]
      return rate ? [{ key: `: ${one}`, label: t(one), hits: rate.hits, n: rate.n }] : []
    }),
    ...told.scroll
      .filter(({ depth }) => depths.includes(depth))
      .flatMap(({ depth, seen }) =>
        seen
          ? [
              {
                key: `: ${depth}`,
                label: compare('kinds.seenTo', { share: figures.share(depth) }),
                hits: seen.hits,
                n: seen.n,
              },
            ]
          : [],
      ),
    ...elementShares(told).map(one => ({ ...one, label: compare('kinds.clicked', { element: one.key }) })),
  ]
}
