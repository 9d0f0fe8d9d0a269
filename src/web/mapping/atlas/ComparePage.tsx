import { ActionIcon, Anchor, Switch, Tooltip } from '@mantine/core'
import { IconArrowsExchange } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { exportComparison } from '../../../contract/map-states.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { addressOf } from '../../client.ts'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { useFigures } from '../../kit/figures.ts'
import { PageHead } from '../../kit/PageHead.tsx'
import shell from '../../kit/shell.module.css'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import type { CompareView } from './atlas-view.ts'
import { ChangeList } from './ChangeList.tsx'
import styles from './compare.module.css'
import { useComparison } from './data.ts'
import { SideBySide } from './SideBySide.tsx'
import { StatePicker } from './StatePicker.tsx'

/** Two states of maps against each other: what differs, side by side and in words, and what it is expected to bring. */
export function ComparePage() {
  const { t } = useTranslation('atlas')
  const figures = useFigures()
  const workspace = useWorkspaceKey()
  const navigate = useNavigate()
  const view = useSearch({ strict: false }) as CompareView
  const [only, setOnly] = useState(false)
  const query =
    view.map && view.with
      ? {
          map: view.map,
          with: view.with,
          ...(view.version ? { version: view.version } : {}),
          ...(view.snapshot === undefined ? {} : { snapshot: view.snapshot }),
          ...(view.withVersion ? { withVersion: view.withVersion } : {}),
          ...(view.withSnapshot === undefined ? {} : { withSnapshot: view.withSnapshot }),
        }
      : undefined
  const comparison = useComparison(query)
  const known = query && comparison.data
  const show = (next: { readonly [K in keyof CompareView]?: CompareView[K] | undefined }) =>
    void navigate({
      to: '.',
      search: Object.fromEntries(
        Object.entries({ ...view, ...next }).filter(([, value]) => value !== undefined && value !== ''),
      ) as never,
      replace: true,
    })
  const counts = Map.groupBy(known?.changes ?? [], one => one.kind)
  const feeling = known?.feeling
  return (
    <>
      <PageHead title={t('compare.title')} name={t('compare.title')} />
      <div className={`${shell.page} ${styles.page}`}>
        <div className={styles.pickers}>
          <StatePicker
            legend={t('compare.before')}
            map={view.map}
            version={view.version}
            snapshot={view.snapshot}
            choose={(map, { version, snapshot }) => show({ map, version, snapshot })}
          />
          <Tooltip label={t('compare.swap')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={t('compare.swap')}
              onClick={() =>
                show({
                  map: view.with,
                  version: view.withVersion,
                  snapshot: view.withSnapshot,
                  with: view.map,
                  withVersion: view.version,
                  withSnapshot: view.snapshot,
                })
              }
            >
              <IconArrowsExchange size={18} aria-hidden />
            </ActionIcon>
          </Tooltip>
          <StatePicker
            legend={t('compare.after')}
            map={view.with}
            version={view.withVersion}
            snapshot={view.withSnapshot}
            choose={(map, { version, snapshot }) => show({ with: map, withVersion: version, withSnapshot: snapshot })}
          />
        </div>
        {!query && <EmptyState compact title={t('compare.choose')} />}
        {comparison.error && <Trouble compact error={comparison.error} />}
        {query && comparison.isPending && <Waiting />}
        {known && (
          <>
            <div className={styles.summary}>
              {known.changes.length === 0 ? (
                <b>{t('compare.same')}</b>
              ) : (
                (['added', 'removed', 'moved', 'changed'] as const).map(kind => {
                  const count = counts.get(kind)?.length ?? 0
                  return count === 0 ? null : (
                    <span key={kind} className={styles.kind} data-kind={kind}>
                      {t(`compare.counts.${kind}`, { count })}
                    </span>
                  )
                })
              )}
              {known.changes.length > 0 && query && (
                <Anchor
                  size="sm"
                  download
                  href={addressOf(exportComparison, {
                    params: { workspace },
                    query: { ...query, language: figures.language },
                  })}
                >
                  {t('compare.export')}
                </Anchor>
              )}
            </div>
            <details className={styles.gain}>
              <summary>
                {feeling && feeling.gain !== null && feeling.before !== null && feeling.after !== null
                  ? t('compare.gainWhole', {
                      before: figures.feeling(feeling.before),
                      after: figures.feeling(feeling.after),
                      gain: figures.feeling(feeling.gain),
                    })
                  : t('compare.gainNone')}
              </summary>
              <p>{t('compare.gainHow')}</p>
            </details>
            <div className={styles.title}>
              <h2>{t('compare.sideBySide')}</h2>
              <Switch
                size="sm"
                label={t('compare.only')}
                checked={only}
                onChange={event => setOnly(event.currentTarget.checked)}
              />
            </div>
            <SideBySide comparison={known} only={only} />
            {known.changes.length > 0 && (
              <>
                <div className={styles.title}>
                  <h2>{t('compare.changes')}</h2>
                </div>
                <ChangeList changes={known.changes} />
              </>
            )}
          </>
        )}
      </div>
    </>
  )
}
