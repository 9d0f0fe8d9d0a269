import { SegmentedControl } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TimelineEvent } from '../../contract/collecting.ts'
import { EmptyState } from '../kit/EmptyState.tsx'
import { useFigures } from '../kit/figures.ts'
import { PageHead } from '../kit/PageHead.tsx'
import { Trouble } from '../kit/Trouble.tsx'
import { Waiting } from '../kit/Waiting.tsx'
import { CustomerAside } from './CustomerAside.tsx'
import { CustomerTimeline } from './CustomerTimeline.tsx'
import styles from './customer.module.css'
import { useCustomer, useRequests, useTimeline } from './data.ts'
import { EventList } from './EventList.tsx'
import { RequestList } from './RequestList.tsx'

/** One customer: who this is, and all that was lived, on every channel. */
export function CustomerPage() {
  const { t } = useTranslation('collecting')
  const kit = useTranslation('kit').t
  const figures = useFigures()
  const customer = useCustomer()
  const timeline = useTimeline()
  const requests = useRequests().data?.requests ?? []
  const narrow = useMediaQuery('(max-width: 767px)', undefined, { getInitialValueInEffect: false })
  const [chosenShape, setShape] = useState<'timeline' | 'list'>()
  const [selected, setSelected] = useState<TimelineEvent>()
  const shape = chosenShape ?? (narrow ? 'list' : 'timeline')
  const known = customer.data
  if (customer.error && !known) return <Trouble error={customer.error} retry={() => void customer.refetch()} />
  if (!known) return <Waiting />
  const events = timeline.data?.pages.flatMap(page => page.events) ?? []
  const together = timeline.data?.pages.flatMap(page => page.simultaneous) ?? []
  const more = timeline.hasNextPage ? () => void timeline.fetchNextPage() : undefined
  return (
    <>
      <PageHead
        title={known.name}
        name={known.name}
        facts={
          <>
            <span className={styles.chip}>{t('customer.since', { date: figures.day(known.firstSeenAt) })}</span>
            <span className={styles.chip}>{t('customer.seen', { date: figures.day(known.lastSeenAt) })}</span>
          </>
        }
        actions={
          <SegmentedControl
            size="xs"
            aria-label={t('customer.shown')}
            value={shape}
            onChange={value => setShape(value === 'list' ? 'list' : 'timeline')}
            data={[
              { value: 'timeline', label: t('customer.timeline') },
              { value: 'list', label: t('customer.list') },
            ]}
          />
        }
      />
      <div className={styles.page}>
        <div className={styles.main}>
          {timeline.error && <Trouble compact error={timeline.error} retry={() => void timeline.refetch()} />}
          {timeline.isPending && <Waiting />}
          {timeline.data && events.length === 0 && (
            <EmptyState title={t('customer.noEvents')}>{t('customer.noEventsText')}</EmptyState>
          )}
          {events.length > 0 &&
            (shape === 'timeline' ? (
              <CustomerTimeline {...{ events, together, selected, more }} onSelect={setSelected} />
            ) : (
              <EventList {...{ events, selected, more }} onSelect={setSelected} />
            ))}
          {requests.length > 0 && <RequestList requests={requests} />}
          {known && (
            <p className={styles.sum}>
              {[
                t('customer.nEvents', { count: known.events, n: figures.whole(known.events) }),
                t('customer.nChannels', { count: known.channels.length, n: figures.whole(known.channels.length) }),
                t('customer.nIdentifiers', {
                  count: known.identifiers.length,
                  n: figures.whole(known.identifiers.length),
                }),
              ].join(', ')}
              {timeline.isFetchingNextPage && ` · ${kit('loading')}`}
            </p>
          )}
        </div>
        <CustomerAside customer={known} event={selected} />
      </div>
    </>
  )
}
