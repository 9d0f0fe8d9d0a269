import { useTranslation } from 'react-i18next'
import { useLabels } from '../../kit/label.ts'
import { useMapPlace } from '../map-place.ts'
import { useGridView } from './grid-view.ts'
import styles from './legend.module.css'

/** What the marks of the feelings mean, and whose declared feelings are being moved. */
export function Legend() {
  const { t } = useTranslation('measuring')
  const g = useTranslation('grid').t
  const { say } = useLabels()
  const { whole, map, measures, steps } = useMapPlace()
  const { persona, setPersona } = useGridView()
  const known = whole.library.personas.filter(
    one =>
      map.personas.includes(one.id) || steps.some(step => step.emotion.declared.some(said => said.persona === one.id)),
  )
  return (
    <span className={styles.legend}>
      {measures && (
        <span className={styles.series}>
          <i className={styles.measured} aria-hidden /> {t('curve.measured')}
        </span>
      )}
      <span className={styles.series}>
        <i className={styles.declared} aria-hidden /> {t('curve.declared')}
      </span>
      <span className={styles.series}>
        <i className={styles.desired} aria-hidden /> {t('curve.desired')}
      </span>
      {known.length > 0 && (
        <select
          className={styles.persona}
          tabIndex={-1}
          aria-label={g('whose')}
          value={persona ?? ''}
          onChange={event => setPersona(event.currentTarget.value === '' ? null : event.currentTarget.value)}
        >
          <option value="">{g('everybody')}</option>
          {known.map(one => (
            <option key={one.id} value={one.id}>
              {say(one.name)}
            </option>
          ))}
        </select>
      )}
    </span>
  )
}
