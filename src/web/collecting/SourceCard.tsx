import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiKey, Source } from '../../contract/admitting-sources.ts'
import type { sourceActivity } from '../../contract/collecting-events.ts'
import type { ReplyOf } from '../../contract/route.ts'
import { useMay } from '../admitting/data.ts'
import { SparkBars } from '../charts/SparkBars.tsx'
import { useFigures } from '../kit/figures.ts'
import { channelName } from '../mapping/channel-name.ts'
import styles from './collecting.module.css'
import { useSourceChanges } from './data.ts'
import { KeyList } from './KeyList.tsx'

type Activity = ReplyOf<typeof sourceActivity>['sources'][number]

/** One source: what it brought, its keys, and whether it is open. */
export function SourceCard(props: { source: Source; keys: readonly ApiKey[]; activity: Activity | undefined }) {
  const { source, keys, activity } = props
  const { t } = useTranslation('collecting')
  const figures = useFigures()
  const may = useMay()('source.manage')
  const { update } = useSourceChanges()
  const [open, setOpen] = useState(false)
  const counts = activity
    ? ([
        ['accepted', activity.accepted],
        ['duplicates', activity.duplicates],
        ['refused', activity.refused],
        ['notMeasured', activity.notMeasured],
      ] as const)
    : []
  return (
    <section className={styles.card} data-off={source.disabled || undefined}>
      <div className={styles.row}>
        <div>
          <h2>
            {source.name} {source.disabled && <small className={styles.bad}>({t('sources.stopped')})</small>}
          </h2>
          <p className={styles.note}>
            {channelName(source.channel, [], figures.language)} ·{' '}
            {activity?.lastReceivedAt
              ? t('sources.last', { when: figures.moment(activity.lastReceivedAt) })
              : t('sources.never')}
          </p>
        </div>
        {may && (
          <Button
            size="xs"
            variant="default"
            loading={update.isPending}
            onClick={() => update.mutate({ source: source.id, disabled: !source.disabled })}
          >
            {source.disabled ? t('sources.restart') : t('sources.stop')}
          </Button>
        )}
      </div>
      {activity && (
        <>
          <dl className={styles.counts}>
            {counts
              .filter(([name, count]) => name === 'accepted' || count > 0)
              .map(([name, count]) => (
                <div key={name}>
                  <dt>{t(`sources.${name}`)}</dt>
                  <dd className={name === 'refused' ? styles.bad : undefined}>{figures.whole(count)}</dd>
                </div>
              ))}
          </dl>
          <SparkBars
            label={t('sources.days')}
            days={activity.days.map(one => ({ day: one.day, count: one.accepted }))}
          />
        </>
      )}
      <KeyList source={source} keys={keys} open={open} setOpen={setOpen} />
    </section>
  )
}
