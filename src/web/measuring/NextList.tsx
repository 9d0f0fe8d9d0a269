import { useTranslation } from 'react-i18next'
import type { TouchpointMeasure } from '../../contract/measuring.ts'
import type { Touchpoint } from '../../vocabulary/touchpoint.ts'
import { useFigures } from '../kit/figures.ts'
import { useLabels } from '../kit/label.ts'
import { useMapView } from './data.ts'
import styles from './figures.module.css'

/** Where journeys go after a touchpoint. The shares, the stop and the rest add up to the whole. */
export function NextList({
  measure,
  touchpoints,
}: {
  measure: TouchpointMeasure
  touchpoints: ReadonlyMap<string, Touchpoint>
}) {
  const { t } = useTranslation('measuring')
  const figures = useFigures()
  const { say } = useLabels()
  const { show } = useMapView()
  const { next, other, end } = measure
  if (next.length === 0 && end.visits === 0) return null
  return (
    <section style={{ gridColumn: '1 / -1', padding: '6px 8px 0' }}>
      <h3 className={styles.heading} title={t('definitions.next')}>
        {t('next.title')}
      </h3>
      <ul className={styles.next}>
        {next.slice(0, 6).map(one => (
          <li key={one.touchpoint}>
            <button type="button" onClick={() => show({ list: 'next', next: one.touchpoint })}>
              <span>{say(touchpoints.get(one.touchpoint)?.name) || one.touchpoint}</span>
              <span>{figures.share(one.share)}</span>
              <i style={{ width: `calc(${one.share} * (100% - 16px))` }} aria-hidden />
            </button>
          </li>
        ))}
        {end.visits > 0 && (
          <li className={styles.leaves}>
            <button type="button" onClick={() => show({ list: 'end', next: undefined })}>
              <span>{t('next.end')}</span>
              <span>{figures.share(end.share)}</span>
              <i style={{ width: `calc(${end.share} * (100% - 16px))` }} aria-hidden />
            </button>
          </li>
        )}
        {other.visits > 0 && (
          <li>
            <div>
              <span>{t('next.other')}</span>
              <span>{figures.share(other.share)}</span>
            </div>
          </li>
        )}
      </ul>
    </section>
  )
}
