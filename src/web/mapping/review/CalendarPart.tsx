import { Alert, Anchor, Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { exportReviewCalendar } from '../../../contract/map-reviews.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { addressOf } from '../../client.ts'
import { CopyText } from '../../kit/CopyText.tsx'
import { useFigures } from '../../kit/figures.ts'
import { Refused } from '../../kit/Refused.tsx'
import { useCalendarFeeds, useCreateFeed, useRevokeFeed } from './data.ts'
import styles from './review.module.css'

/** The reviews in the reader's own calendar: an address to follow, or a file. */
export function CalendarPart() {
  const { t } = useTranslation('review')
  const figures = useFigures()
  const workspace = useWorkspaceKey()
  const feeds = useCalendarFeeds()
  const making = useCreateFeed()
  const ending = useRevokeFeed()
  const file = addressOf(exportReviewCalendar, { params: { workspace }, query: { language: figures.language } })
  return (
    <>
      <p className={styles.note}>{t('calendar.text')}</p>
      <div className={styles.end} style={{ padding: '12px 0' }}>
        <Button size="xs" loading={making.isPending} onClick={() => making.mutate()}>
          {t('calendar.make')}
        </Button>
        <Anchor size="sm" href={file} download>
          {t('calendar.file')}
        </Anchor>
      </div>
      <Refused error={making.error ?? ending.error} />
      {making.data && (
        <Alert color="accent" variant="light" title={t('calendar.once')}>
          <CopyText text={making.data.address} block />
        </Alert>
      )}
      <ul className={styles.rows}>
        {feeds.data?.feeds.map(feed => (
          <li key={feed.id} style={{ gridTemplateColumns: 'minmax(0, 1fr) auto' }}>
            <span>
              {t('calendar.since', { day: figures.day(feed.createdAt) })}
              <small>
                {feed.lastReadAt ? t('calendar.read', { day: figures.moment(feed.lastReadAt) }) : t('calendar.unread')}
              </small>
            </span>
            <Button size="compact-xs" variant="default" onClick={() => ending.mutate(feed.id)}>
              {t('calendar.end')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
