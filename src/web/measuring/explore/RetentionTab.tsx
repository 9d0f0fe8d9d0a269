import { NativeSelect, SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Comparison } from '../compare/Comparison.tsx'
import { useShares } from '../compare/use-shares.ts'
import { useMapView } from '../data.ts'
import { ActivityPicker } from './ActivityPicker.tsx'
import type { Activities } from './activities.ts'
import { useRetention, useUsualUnit } from './data.ts'
import { Panel } from './Panel.tsx'
import { RetentionCurve } from './RetentionCurve.tsx'
import { RetentionTable } from './RetentionTable.tsx'
import { retentionUnits } from './view.ts'

/** Of those who began in a period, how many come back. */
export function RetentionTab({ activities }: { activities: Activities }) {
  const { t } = useTranslation('explore')
  const { view, show } = useMapView()
  const usual = useUsualUnit()
  const retention = useRetention()
  const { ofRetention } = useShares(activities.name)
  return (
    <Panel
      answer={retention}
      isEmpty={told => told.cohorts.length === 0}
      table={told => ({
        name: 'retention',
        rows: [
          [
            t(`retention.cohort.${told.unit}`),
            t('retention.size'),
            ...told.average.map(({ later }) => t(`retention.later.${told.unit}`, { n: later })),
          ],
          ...told.cohorts.map(({ period, size, cells }) => [period, size, ...cells.map(cell => cell.customers)]),
          [t('retention.average'), null, ...told.average.map(({ share }) => share)],
        ],
      })}
      controls={
        <>
          <SegmentedControl
            size="xs"
            aria-label={t('retention.unit')}
            value={view.unit ?? usual}
            data={retentionUnits.map(value => ({ value, label: t(`retention.units.${value}`) }))}
            onChange={value => show({ unit: retentionUnits.find(one => one === value && one !== usual) })}
          />
          <ActivityPicker
            label={t('retention.start')}
            anything={t('retention.anything')}
            value={view.start}
            activities={activities}
            choose={start => show({ start })}
          />
          <ActivityPicker
            label={t('retention.comeBack')}
            anything={t('retention.anything')}
            value={view.comeBack}
            activities={activities}
            choose={comeBack => show({ comeBack })}
          />
          <NativeSelect
            size="xs"
            label={t('retention.cohorts')}
            value={view.cohorts ?? 'first'}
            data={[
              { value: 'first', label: t('retention.first') },
              { value: 'each', label: t('retention.each') },
            ]}
            onChange={event => show({ cohorts: event.currentTarget.value === 'each' ? 'each' : undefined })}
          />
        </>
      }
    >
      {told => (
        <>
          <Comparison now={told} useOther={useRetention} asked={undefined} figuresOf={ofRetention} />
          <RetentionCurve retention={told} />
          <RetentionTable retention={told} />
        </>
      )}
    </Panel>
  )
}
