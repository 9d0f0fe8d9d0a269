import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { PageHead } from '../../kit/PageHead.tsx'
import shell from '../../kit/shell.module.css'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { AtlasTabs } from '../atlas/AtlasTabs.tsx'
import { sorted } from '../atlas/atlas-tree.ts'
import { useAtlas } from '../atlas/data.ts'
import { CalendarPart } from './CalendarPart.tsx'
import { useDecisions, useSetDecision } from './data.ts'
import { FreshnessBadge } from './FreshnessBadge.tsx'
import { ReviewDrawer } from './ReviewDrawer.tsx'
import styles from './review.module.css'

/** What is to be looked at again, in its order; what reviews decided; and the calendar of them. */
export function ReviewsPage() {
  const { t } = useTranslation('review')
  const { say } = useLabels()
  const figures = useFigures()
  const may = useMay()('map.edit')
  const atlas = useAtlas(false)
  const [openOnly, setOpenOnly] = useState(true)
  const decisions = useDecisions(openOnly)
  const changing = useSetDecision()
  const [open, setOpen] = useState<{ readonly id: string; readonly name: string }>()
  const journeys = sorted(atlas.data?.journeys ?? [], 'late', say)
  return (
    <>
      <PageHead title={t('title')} name={t('title')} />
      <div className={shell.page}>
        <AtlasTabs />
        {atlas.error && <Trouble error={atlas.error} retry={() => void atlas.refetch()} />}
        {atlas.isPending && <Waiting />}
        <div className={styles.columns}>
          <section>
            <h2>{t('upcoming')}</h2>
            {atlas.data && journeys.length === 0 && <p className={styles.note}>{t('none')}</p>}
            <ul className={styles.rows}>
              {journeys.map(({ journey, freshness, owner }) => (
                <li key={journey.id}>
                  <time dateTime={freshness.nextReviewOn}>{figures.day(freshness.nextReviewOn)}</time>
                  <span>
                    <b>{say(journey.name)}</b>
                    {owner && <small>{owner}</small>}
                  </span>
                  <FreshnessBadge freshness={freshness} />
                  <Button
                    size="compact-xs"
                    variant="default"
                    onClick={() => setOpen({ id: journey.id, name: say(journey.name) })}
                  >
                    {t('hold')}
                  </Button>
                </li>
              ))}
            </ul>
            <h2>{t('calendar.title')}</h2>
            <CalendarPart />
          </section>
          <section>
            <h2>
              {t('log')}
              <Checkbox
                size="xs"
                label={t('openOnly')}
                checked={openOnly}
                onChange={event => setOpenOnly(event.currentTarget.checked)}
              />
            </h2>
            {decisions.data?.decisions.length === 0 && (
              <p className={styles.note}>{openOnly ? t('allDone') : t('noDecision')}</p>
            )}
            <ul className={styles.rows}>
              {decisions.data?.decisions.map(({ decision, review, heldOn, journeyName }) => (
                <li key={`${review} ${decision.id}`} className={styles.log}>
                  <Checkbox
                    aria-label={t('done', { text: decision.text })}
                    disabled={!may}
                    checked={decision.done}
                    onChange={event =>
                      changing.mutate({ review, decision: decision.id, done: event.currentTarget.checked })
                    }
                  />
                  <span>
                    <span className={decision.done ? styles.done : undefined}>{decision.text}</span>
                    <small>
                      {[
                        decision.owner,
                        decision.dueOn && figures.day(decision.dueOn),
                        say(journeyName),
                        figures.day(heldOn),
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </small>
                  </span>
                </li>
              ))}
            </ul>
          </section>
        </div>
      </div>
      {open && <ReviewDrawer journey={open.id} name={open.name} close={() => setOpen(undefined)} />}
    </>
  )
}
