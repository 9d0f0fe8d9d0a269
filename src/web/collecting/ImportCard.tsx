import { Anchor, Button, Progress } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type ImportView, importErrors } from '../../contract/collecting-imports.ts'
import { useMay, useWorkspaceKey } from '../admitting/data.ts'
import { addressOf } from '../client.ts'
import { useFigures } from '../kit/figures.ts'
import styles from './collecting.module.css'
import { useImporting } from './data.ts'

/** One import: how far it is, how long it still takes, what came of it. */
export function ImportCard({ import: one }: { import: ImportView }) {
  const { t } = useTranslation('collecting')
  const figures = useFigures()
  const workspace = useWorkspaceKey()
  const may = useMay()('source.manage')
  const { stop } = useImporting()
  const under = one.state === 'running' || one.state === 'waiting'
  const percent = one.bytesTotal ? Math.min(100, (one.bytesRead / one.bytesTotal) * 100) : undefined
  return (
    <article className={styles.card}>
      <div className={styles.row}>
        <div>
          <h2>
            {one.file}{' '}
            <small className={one.state === 'failed' ? styles.bad : styles.note}>
              {t(`imports.states.${one.state}`)}
            </small>
          </h2>
          <p className={styles.note}>{figures.moment(one.startedAt)}</p>
        </div>
        {under && may && (
          <Button size="xs" variant="default" loading={stop.isPending} onClick={() => stop.mutate(one.id)}>
            {t('imports.stop')}
          </Button>
        )}
      </div>
      {under && (
        <div aria-live="polite">
          <Progress value={percent ?? 100} animated={percent === undefined} size="sm" aria-label={one.file} />
          <p className={styles.note} style={{ marginTop: 6 }}>
            {t('imports.progress', { read: figures.whole(one.read) })}
            {one.remainingSeconds !== null &&
              ` · ${t('imports.remaining', { time: figures.lasting(one.remainingSeconds * 1000) })}`}
          </p>
        </div>
      )}
      {one.problem && (
        <p className={styles.bad} style={{ margin: 0 }}>
          {one.problem[figures.language]}
        </p>
      )}
      <p className={styles.note}>
        {t('imports.counts', {
          accepted: figures.whole(one.accepted),
          duplicates: figures.whole(one.duplicates),
          rejected: figures.whole(one.rejected),
        })}
        {(one.customers > 0 || one.cases > 0) &&
          ` · ${t('imports.people', { customers: figures.whole(one.customers), cases: figures.whole(one.cases) })}`}
        {one.rejected > 0 && (
          <>
            {' · '}
            <Anchor
              size="sm"
              underline="always"
              href={addressOf(importErrors, { params: { workspace, import: one.id } })}
              download
            >
              {t('imports.errors')}
            </Anchor>
          </>
        )}
      </p>
    </article>
  )
}
