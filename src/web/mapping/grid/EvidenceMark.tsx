import { useTranslation } from 'react-i18next'
import { useFigures } from '../../kit/figures.ts'
import { dayIn } from '../../measuring/view.ts'
import { useMapPlace } from '../map-place.ts'
import styles from './marks.module.css'

/** How well something is known: four dots for the best evidence behind it; struck where all of it is out of date. */
export function EvidenceMark(props: { ids: readonly string[]; onOpen?: () => void }) {
  return props.ids.length > 0 ? <Mark {...props} /> : null
}

function Mark({ ids, onOpen }: { ids: readonly string[]; onOpen?: () => void }) {
  const { t } = useTranslation('grid')
  const { day } = useFigures()
  const { whole } = useMapPlace()
  const today = dayIn(new Date(), 'UTC')
  const known = whole.library.evidence.filter(one => ids.includes(one.id))
  const fresh = known.filter(one => one.expiresAt === null || one.expiresAt > today)
  const level = Math.max(0, ...(fresh.length > 0 ? fresh : known).map(one => one.level))
  const expired = known.length > 0 && fresh.length === 0
  const words = [
    t('evidence.mark', { count: ids.length, level }),
    ...(expired ? [t('evidence.expired')] : []),
    ...known.map(one =>
      [t(`evidence.methods.${one.method}`), one.date ? day(one.date) : ''].filter(Boolean).join(', '),
    ),
  ].join(' · ')
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.evidence}
      data-expired={expired ? '' : undefined}
      title={words}
      aria-label={words}
      onClick={event => {
        event.stopPropagation()
        onOpen?.()
      }}
    >
      <span aria-hidden>
        {'●'.repeat(level)}
        {'○'.repeat(4 - level)}
      </span>
      {expired && (
        <span className={styles.old} aria-hidden>
          {' '}
          {t('evidence.old')}
        </span>
      )}
    </button>
  )
}
