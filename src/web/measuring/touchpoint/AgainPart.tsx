import { useTranslation } from 'react-i18next'
import { askDurations } from '../../../contract/measuring-durations.ts'
import { useFigures } from '../../kit/figures.ts'
import { useAnswer } from '../explain/data.ts'
import explore from '../explore/explore.module.css'
import { useTold } from '../explore/use-explain.ts'
import { Figure } from '../Figure.tsx'
import figureStyles from '../figures.module.css'

/** How often customers come back to a touchpoint in one journey: at once, or after having been elsewhere. */
export function AgainPart({ map, touchpoint }: { map: string; touchpoint: string }) {
  const { t } = useTranslation('touchpoint')
  const figures = useFigures()
  const measures = useTold()
  const durations = useAnswer(askDurations, { map }, { ofMap: false })
  const place = durations.data?.friction.places.find(one => one.activity === touchpoint)
  const visits = place?.visits ?? null
  const share = (value: number | null) =>
    value === null ? null : visits === null || visits === 0 ? undefined : figures.share(value / visits)
  return (
    <section className={explore.part}>
      <h2>{t('againTitle')}</h2>
      {durations.data && !place && <p className={explore.note}>{t('noAgain')}</p>}
      {place && (
        <div className={figureStyles.figures}>
          {(['loops', 'returns'] as const).map(one => (
            <Figure
              key={one}
              measures={measures}
              name={t(one)}
              definition={t(`${one}Said`)}
              value={share(place[one])}
              n={visits ?? undefined}
              detail={
                place[one] === null || visits === null
                  ? undefined
                  : `${figures.whole(place[one])} ${t('ofVisits', { n: figures.whole(visits) })}`
              }
            />
          ))}
        </div>
      )}
    </section>
  )
}
