import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { HeldReview } from '../../../contract/map-reviews.ts'
import type { ReviewPolicy } from '../../../vocabulary/map/review-policy.ts'
import { useMay } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { useSetDecision } from './data.ts'
import styles from './review.module.css'

/** The reviews that were held, with what each decided. */
export function HeldReviews({
  reviews,
  checklist,
}: {
  reviews: readonly HeldReview[]
  checklist: ReviewPolicy['checklist']
}) {
  const { t } = useTranslation('review')
  const { say } = useLabels()
  const figures = useFigures()
  const may = useMay()('map.edit')
  const changing = useSetDecision()
  return (
    <section className={styles.part}>
      <h3>{t('past')}</h3>
      {reviews.length === 0 && <p className={styles.note}>{t('noPast')}</p>}
      <ul className={styles.list}>
        {reviews.map(({ review, by, byName }) => (
          <li key={review.id} className={styles.held}>
            <b>
              {t('by', {
                day: figures.day(review.heldOn),
                name: byName ?? t(by.startsWith('mem_') ? 'somebody' : 'machine'),
              })}
            </b>
            {review.trigger && <span className={styles.note}>{t(`triggers.${review.trigger}`)}</span>}
            {review.decisions.map(decision => (
              <Checkbox
                key={decision.id}
                size="sm"
                disabled={!may}
                checked={decision.done}
                onChange={event =>
                  changing.mutate({ review: review.id, decision: decision.id, done: event.currentTarget.checked })
                }
                label={
                  <span className={decision.done ? styles.done : undefined}>
                    {[decision.text, decision.owner, decision.dueOn && figures.day(decision.dueOn)]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                }
              />
            ))}
            {review.notes && <p>{review.notes}</p>}
            {review.checked.length > 0 && (
              <p className={styles.note}>
                {checklist
                  .filter(one => review.checked.includes(one.id))
                  .map(one => `✓ ${say(one.text)}`)
                  .join('\n')}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
