import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../admitting/data.ts'
import { EmptyState } from '../kit/EmptyState.tsx'
import { useFigures } from '../kit/figures.ts'
import { Trouble } from '../kit/Trouble.tsx'
import { Waiting } from '../kit/Waiting.tsx'
import styles from './collecting.module.css'
import { useActivity, useKeys, useSources } from './data.ts'
import { NewSource } from './NewSource.tsx'
import { SourceCard } from './SourceCard.tsx'

/** The sources, what each brought, and their keys. */
export function SourcesTab() {
  const { t } = useTranslation('collecting')
  const figures = useFigures()
  const may = useMay()('source.manage')
  const sources = useSources()
  const keys = useKeys()
  const activity = useActivity()
  const [adding, setAdding] = useState(false)
  if (sources.error) return <Trouble error={sources.error} retry={() => void sources.refetch()} />
  if (!sources.data) return <Waiting />
  const list = sources.data.sources
  if (list.length === 0 && !adding) {
    return (
      <EmptyState
        title={t('sources.none')}
        actions={may && <Button onClick={() => setAdding(true)}>{t('sources.add')}</Button>}
      >
        {t('sources.noneText')}
      </EmptyState>
    )
  }
  return (
    <>
      <div className={styles.row} style={{ marginBottom: 16 }}>
        <p className={styles.note} aria-live="polite">
          {activity.data &&
            activity.data.backlog > 0 &&
            t('sources.backlog', { n: figures.whole(activity.data.backlog) })}
        </p>
        {may && !adding && (
          <Button size="xs" onClick={() => setAdding(true)}>
            {t('sources.add')}
          </Button>
        )}
      </div>
      {adding && <NewSource onDone={() => setAdding(false)} />}
      {list.map(source => (
        <SourceCard
          key={source.id}
          source={source}
          keys={(keys.data?.keys ?? []).filter(key => key.sourceId === source.id)}
          activity={activity.data?.sources.find(one => one.source === source.id || one.source === source.name)}
        />
      ))}
    </>
  )
}
