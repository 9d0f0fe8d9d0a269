import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { SideDrawer } from '../../kit/SideDrawer.tsx'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { useReviews } from './data.ts'
import { Reasons } from './FreshnessBadge.tsx'
import { HeldReviews } from './HeldReviews.tsx'
import { HoldReview } from './HoldReview.tsx'
import { PolicyForm } from './PolicyForm.tsx'
import styles from './review.module.css'

/** The review of a journey: what calls for it, the list to go through, what was decided before, and its rhythm. */
export function ReviewDrawer({ journey, name, close }: { journey: string; name: string; close: () => void }) {
  const { t } = useTranslation('review')
  const figures = useFigures()
  const may = useMay()('map.edit')
  const reviews = useReviews(journey)
  const [holding, setHolding] = useState(false)
  const known = reviews.data
  return (
    <SideDrawer title={t('drawer', { name })} close={close} width={640}>
      {reviews.error && <Trouble compact error={reviews.error} />}
      {reviews.isPending && <Waiting />}
      {known && (
        <>
          <section className={styles.part}>
            <h3>{t('due', { day: figures.day(known.nextOn) })}</h3>
            <Reasons freshness={known.freshness} />
            {may && !holding && (
              <div className={styles.end}>
                <Button onClick={() => setHolding(true)}>{t('hold')}</Button>
              </div>
            )}
          </section>
          {holding && <HoldReview journey={journey} known={known} done={() => setHolding(false)} />}
          <HeldReviews reviews={known.reviews} checklist={known.policy.checklist} />
          <PolicyForm key={JSON.stringify(known.policy)} journey={journey} policy={known.policy} may={may} />
        </>
      )}
    </SideDrawer>
  )
}
