import { useTranslation } from 'react-i18next'
import { useFigures } from '../../kit/figures.ts'
import { useMapView } from '../../measuring/data.ts'
import { writeDeviation } from '../../measuring/explore/deviation.ts'
import { useTold } from '../../measuring/explore/use-explain.ts'
import { Figure } from '../../measuring/Figure.tsx'
import figureStyles from '../../measuring/figures.module.css'
import { useLivedLayer } from './lived-layer.ts'
import { useLivedWords } from './use-lived-words.ts'

/** How a touchpoint was lived otherwise than it was designed: each figure opens the journeys that it counts. */
export function AgainstDesign({ placement }: { placement: string }) {
  const { t } = useTranslation('lived')
  const figures = useFigures()
  const told = useTold()
  const { show } = useMapView()
  const { closed, deviations } = useLivedLayer()
  const words = useLivedWords()
  if (!closed || closed.cases === 0) return null
  const here = deviations.get(placement) ?? []
  return (
    <section>
      <h3 className={figureStyles.heading}>{t('inspector')}</h3>
      {here.length === 0 && <p>{t('none')}</p>}
      <div className={figureStyles.figures}>
        {here.map(one => (
          <Figure
            key={writeDeviation(one)}
            measures={told}
            name={words.kindOf(one)}
            definition={words.definition(one)}
            n={closed.cases}
            value={figures.share(one.share)}
            detail={figures.whole(one.cases)}
            onOpen={() => show({ deviation: writeDeviation(one) })}
          />
        ))}
      </div>
    </section>
  )
}
