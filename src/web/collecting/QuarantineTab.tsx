import { NativeSelect, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../kit/EmptyState.tsx'
import { useFigures } from '../kit/figures.ts'
import { Trouble } from '../kit/Trouble.tsx'
import { Waiting } from '../kit/Waiting.tsx'
import styles from './collecting.module.css'
import { useQuarantine } from './data.ts'
import { QuarantinedCard } from './QuarantinedCard.tsx'

/** The events that could not be taken, each with its reason, to be corrected and sent again. */
export function QuarantineTab() {
  const { t } = useTranslation('collecting')
  const figures = useFigures()
  const [reason, setReason] = useState('')
  const [resolved, setResolved] = useState<'yes' | 'no'>('no')
  const refused = useQuarantine(reason, resolved)
  const told = refused.data
  return (
    <>
      <div className={styles.row} style={{ marginBottom: 16 }}>
        <h2 className={styles.heading} style={{ margin: 0 }}>
          {t('quarantine.title')} <small>{told && t('quarantine.total', { count: told.total })}</small>
        </h2>
        <div className={styles.form}>
          {told && told.reasons.length > 1 && (
            <NativeSelect
              size="xs"
              aria-label={t('quarantine.reason')}
              value={reason}
              data={[
                { value: '', label: t('quarantine.all') },
                ...told.reasons.map(one => ({
                  value: one.reason,
                  label: `${one.reason} (${figures.whole(one.count)})`,
                })),
              ]}
              onChange={event => setReason(event.currentTarget.value)}
            />
          )}
          <SegmentedControl
            size="xs"
            aria-label={t('quarantine.title')}
            value={resolved}
            onChange={value => setResolved(value === 'yes' ? 'yes' : 'no')}
            data={[
              { value: 'no', label: t('quarantine.open') },
              { value: 'yes', label: t('quarantine.resolved') },
            ]}
          />
        </div>
      </div>
      {refused.error && <Trouble compact error={refused.error} retry={() => void refused.refetch()} />}
      {refused.isPending && <Waiting />}
      {told?.events.length === 0 && <EmptyState title={t('quarantine.none')}>{t('quarantine.noneText')}</EmptyState>}
      {told?.events.map(one => (
        <QuarantinedCard key={one.id} event={one} />
      ))}
    </>
  )
}
