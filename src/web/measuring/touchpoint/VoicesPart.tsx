import { useTranslation } from 'react-i18next'
import type { Placement } from '../../../vocabulary/touchpoint.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { SurveysOfTouchpoint } from '../../listening/binding/SurveysOfTouchpoint.tsx'
import { useSurveys } from '../../listening/data.ts'
import { useMapPlace } from '../../mapping/map-place.ts'
import explore from '../explore/explore.module.css'
import styles from './touchpoint.module.css'

/** What is asked about a touchpoint and what backs it: surveys with their answers, pieces of evidence. */
export function VoicesPart({ touchpoint, placements }: { touchpoint: string; placements: readonly Placement[] }) {
  const { t } = useTranslation('touchpoint')
  const own = useTranslation('grid').t
  const figures = useFigures()
  const { say } = useLabels()
  const { whole } = useMapPlace()
  const surveys = useSurveys()
  const ids = new Set(placements.flatMap(one => one.evidence))
  const evidence = whole.library.evidence.filter(one => ids.has(one.id))
  const asked = (surveys.data?.surveys ?? []).some(one => one.touchpoint === touchpoint)
  return (
    <section className={explore.part}>
      <h2>{t('voices')}</h2>
      <div className={styles.two}>
        <div>
          {asked ? <SurveysOfTouchpoint touchpoint={touchpoint} /> : <p className={explore.note}>{t('noSurveys')}</p>}
        </div>
        <div>
          <p className={explore.note}>
            {evidence.length === 0 ? t('noEvidence') : t('evidence', { count: evidence.length })}
          </p>
          <ul className={styles.list}>
            {evidence.map(one => (
              <li key={one.id}>
                {say(one.name) || own(`evidence.methods.${one.method}`)}{' '}
                <span>
                  {own(`evidence.methods.${one.method}`)}
                  {one.sampleSize !== null && ` · ${t('sample', { n: figures.whole(one.sampleSize) })}`}
                  {one.date && ` · ${figures.day(`${one.date}T12:00Z`)}`}
                </span>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </section>
  )
}
