import { Button, Progress } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Trigger } from '../../../vocabulary/survey/sending-rules.ts'
import { useMay } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { Refused } from '../../kit/Refused.tsx'
import { Bars } from './Bars.tsx'
import { DecisionTable } from './DecisionTable.tsx'
import { useDryRun, useInviting } from './data.ts'
import styles from './inviting.module.css'

/** What the saved rules would have decided, before they decide anything. */
export function DryRun(props: { survey: string; trigger: Trigger['kind']; isFit: boolean }) {
  const { t } = useTranslation('inviting')
  const figures = useFigures()
  const may = useMay()('survey.edit')
  const { data } = useDryRun(props.survey)
  const { tryIt, stopTrying } = useInviting(props.survey)
  const run = data?.dryRun
  const isGoing = run?.state === 'waiting' || run?.state === 'running'
  const isReplayed = props.trigger === 'event' || props.trigger === 'absence'
  const result = run?.result
  return (
    <section className={styles.part} aria-label={t('dry.title')}>
      <h2>{t('dry.title')}</h2>
      <p className={styles.small}>{t(isReplayed ? 'dry.text' : 'dry.textNow')}</p>
      {may && (
        <div className={styles.row}>
          {isGoing ? (
            <Button variant="default" loading={stopTrying.isPending} onClick={() => stopTrying.mutate()}>
              {t('dry.stop')}
            </Button>
          ) : (
            <Button variant="default" disabled={!props.isFit} loading={tryIt.isPending} onClick={() => tryIt.mutate()}>
              {t(result ? 'dry.again' : 'dry.start')}
            </Button>
          )}
        </div>
      )}
      <div role="status" className={styles.part}>
        {isGoing && (
          <>
            <Progress value={run.progress * 100} aria-label={t('dry.title')} />
            <p className={styles.small}>{t('dry.going', { share: figures.share(run.progress) })}</p>
          </>
        )}
        {run?.state === 'stopped' && <p className={styles.small}>{t('dry.stopped')}</p>}
        {run?.state === 'failed' && <p className={styles.notice}>{t('dry.failed')}</p>}
        {result && result.decided === 0 && <p>{t(result.days > 0 ? 'dry.none' : 'dry.noneNow')}</p>}
        {result && result.decided > 0 && (
          <p className={styles.big}>
            {t('dry.asked', { count: result.asked, n: figures.whole(result.asked) })}{' '}
            <span className={styles.small}>
              {t('dry.of', { count: result.decided, n: figures.whole(result.decided) })}
            </span>
          </p>
        )}
      </div>
      {result && result.decided > 0 && (
        <>
          <Bars
            of={result.decided}
            rows={Object.entries(result.reasons)
              .sort(([, a], [, b]) => b - a)
              .map(([reason, n]) => ({ name: t(`reasons.${reason as 'noAddress'}`), n, isLost: true }))}
          />
          {result.days > 0 && <p className={styles.small}>{t('dry.today')}</p>}
          <details>
            <summary>{t('dry.some')}</summary>
            <DecisionTable
              lines={result.some.map((one, at) => ({ ...one, id: String(at), decidedAt: one.at, note: '' }))}
            />
          </details>
        </>
      )}
      <Refused error={tryIt.error ?? stopTrying.error} />
    </section>
  )
}
