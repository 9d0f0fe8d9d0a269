import { ActionIcon, Button, NumberInput, Progress } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Quota, Survey } from '../../../vocabulary/survey/survey.ts'
import { useFigures } from '../../kit/figures.ts'
import { BothLabels } from '../BothLabels.tsx'
import { ConditionField } from '../ConditionField.tsx'
import styles from '../listening.module.css'
import { freeId, knownAtEnd } from '../survey-edits.ts'
import { useQuotas } from './data.ts'

/** How many responses are wanted, of whom, and how many there are. */
export function QuotaList(props: { id: string; survey: Survey; onChange: (survey: Survey) => void }) {
  const { id, survey, onChange } = props
  const { t } = useTranslation('surveyWriting')
  const figures = useFigures()
  const quotas = survey.quotas ?? []
  const { data } = useQuotas(id, quotas.length > 0)
  const filled = new Map(data?.quotas.map(one => [one.quota, one]))
  const { quotas: _, ...rest } = survey
  const write = (next: readonly Quota[]) => onChange(next.length > 0 ? { ...rest, quotas: [...next] } : rest)
  const change = (quota: string, next: (one: Quota) => Quota) =>
    write(quotas.map(one => (one.id === quota ? next(one) : one)))
  return (
    <>
      <p className={styles.small} style={{ margin: 0 }}>
        {t('quotasText')}
      </p>
      {quotas.map((quota, at) => {
        const { taken = 0, ended = 0 } = filled.get(quota.id) ?? {}
        const fill = t('fill', { taken: figures.whole(taken), limit: figures.whole(quota.limit) })
        return (
          <div key={quota.id} className={styles.card} id={`question-${quota.id}`}>
            <div className={styles.cardHead}>
              <div style={{ flex: 1 }}>
                <span className={styles.small}>
                  {fill}
                  {taken >= quota.limit && ` · ${t('full')}`}
                  {ended > 0 && ` · ${t('ended', { count: ended })}`}
                </span>
                <Progress
                  value={Math.min(100, (100 * taken) / quota.limit)}
                  size="sm"
                  aria-label={fill}
                  color="var(--accent-mark)"
                />
              </div>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('removeQuota', { at: at + 1 })}
                onClick={() => write(quotas.filter(one => one.id !== quota.id))}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </div>
            <div className={styles.both}>
              <NumberInput
                label={t('limit')}
                min={1}
                max={1_000_000}
                allowDecimal={false}
                value={quota.limit}
                onChange={limit => {
                  const wanted = Number(limit)
                  if (Number.isInteger(wanted) && wanted >= 1) change(quota.id, one => ({ ...one, limit: wanted }))
                }}
              />
            </div>
            <ConditionField
              label={t('counts')}
              always={t('quotaAll')}
              before={knownAtEnd(survey)}
              value={quota.when}
              onChange={when => change(quota.id, ({ when: _was, ...one }) => (when ? { ...one, when } : one))}
            />
            <BothLabels
              label={t('fullTitle')}
              languages={survey.languages}
              value={quota.title}
              placeholder={t('fullHint')}
              onChange={title =>
                change(quota.id, ({ title: _was, ...one }) =>
                  (title.fr ?? '') + (title.en ?? '') === '' ? one : { ...one, title },
                )
              }
            />
          </div>
        )
      })}
      <Button
        size="compact-sm"
        variant="default"
        style={{ justifySelf: 'start' }}
        onClick={() => write([...quotas, { id: freeId(survey, 'quota'), limit: 100 }])}
      >
        {t('addQuota')}
      </Button>
    </>
  )
}
