import { Button, Checkbox, SegmentedControl } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../../contract/measuring-alerts.ts'
import { useMay } from '../../admitting/data.ts'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { useExplainView } from '../explain/data.ts'
import explore from '../explore/explore.module.css'
import { Head } from '../explore/Head.tsx'
import { Takeaway } from '../explore/Takeaway.tsx'
import tables from '../figures.module.css'
import { useAlerts, useWatches, useWatching } from './data.ts'
import { trendOf } from './trend-of.ts'
import { WatchTable } from './WatchTable.tsx'

/** What watched measures did that is unusual, and which are watched. */
export function AlertsTab() {
  const { t } = useTranslation('alerts')
  const { show } = useExplainView()
  const figures = useFigures()
  const [seen, setSeen] = useState<'all' | 'unseen'>('unseen')
  const shown = useRef<HTMLDivElement>(null)
  const watches = useWatches()
  const alerts = useAlerts(seen)
  if (watches.error) return <Trouble error={watches.error} retry={() => void watches.refetch()} />
  if (!watches.data || !alerts.data) return <Waiting />
  const found = alerts.data.pages.flatMap(page => page.alerts)
  if (watches.data.watches.length === 0 && found.length === 0)
    return (
      <EmptyState
        title={t('noWatches')}
        actions={<Button onClick={() => show({ about: 'trend' })}>{t('toTrend')}</Button>}
      >
        {t('noWatchesText')}
      </EmptyState>
    )
  return (
    <div className={explore.parts}>
      <section className={explore.part}>
        <h2>{t('found')}</h2>
        <SegmentedControl
          size="xs"
          aria-label={t('found')}
          value={seen}
          data={[
            { value: 'unseen', label: t('unseen') },
            { value: 'all', label: t('all') },
          ]}
          onChange={value => setSeen(value === 'all' ? 'all' : 'unseen')}
        />
        {found.length === 0 ? (
          <p className={explore.note}>{t(seen === 'all' ? 'none' : 'noneUnseen')}</p>
        ) : (
          <div ref={shown}>
            <AlertTable alerts={found} />
          </div>
        )}
        {alerts.hasNextPage && (
          <Button size="xs" variant="default" loading={alerts.isFetching} onClick={() => void alerts.fetchNextPage()}>
            {t('more')}
          </Button>
        )}
      </section>
      {found.length > 0 && (
        <Takeaway
          shown={shown}
          journeys={false}
          table={() => ({
            name: 'alerts',
            rows: [
              [t('measure'), t('what'), t('on'), t('value'), t('expected'), t('low'), t('high'), t('seen')],
              ...found.map(one => [
                one.name,
                t(`kinds.${one.kind}`),
                one.at,
                one.value,
                one.expected,
                one.low,
                one.high,
                one.acknowledgedAt && figures.moment(one.acknowledgedAt),
              ]),
            ],
          })}
        />
      )}
      <WatchTable watches={watches.data.watches} />
    </div>
  )
}

function AlertTable({ alerts }: { alerts: readonly Alert[] }) {
  const { t } = useTranslation('alerts')
  const figures = useFigures()
  const { show } = useExplainView()
  const may = useMay()('map.comment')
  const { acknowledge } = useWatching()
  const dayOf = (day: string) => figures.day(new Date(`${day}T12:00:00Z`))
  const words = (alert: Alert, value: number | null) =>
    value === null
      ? '–'
      : alert.measure.measure === 'share'
        ? figures.share(value)
        : alert.measure.measure === 'satisfaction'
          ? figures.feeling(value)
          : figures.fine(value)
  return (
    <Scroll className={tables.scroll} label={t('found')}>
      <table className={tables.table}>
        <thead>
          <tr>
            <Head>{t('measure')}</Head>
            <Head>{t('what')}</Head>
            <Head>{t('on')}</Head>
            <Head number>{t('value')}</Head>
            <Head definition={t('expectedSaid')} number>
              {t('expected')}
            </Head>
            <Head>{t('seen')}</Head>
          </tr>
        </thead>
        <tbody>
          {alerts.map(alert => (
            <tr key={alert.id}>
              <td>
                <button
                  type="button"
                  className={explore.keep}
                  aria-label={t('open', { name: alert.name })}
                  onClick={() => show(trendOf(alert.measure))}
                >
                  {alert.name}
                </button>
              </td>
              <td title={t(`kindSaid.${alert.kind}`)}>{t(`kinds.${alert.kind}`)}</td>
              <td>{dayOf(alert.at)}</td>
              <td data-number>{words(alert, alert.value)}</td>
              <td data-number>
                {t('band', {
                  expected: words(alert, alert.expected),
                  low: words(alert, alert.low),
                  high: words(alert, alert.high),
                })}
              </td>
              <td>
                <Checkbox
                  size="xs"
                  aria-label={t('markSeen', { name: alert.name, day: dayOf(alert.at) })}
                  checked={alert.acknowledgedAt !== null}
                  disabled={!may}
                  onChange={event => acknowledge.mutate({ alert: alert.id, acknowledged: event.currentTarget.checked })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
