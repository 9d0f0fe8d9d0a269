import { Radio, Stack } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import * as contract from '../../../contract/survey-protection.ts'
import { useMay, useWorkspaceKey } from '../../admitting/data.ts'
import { call, question } from '../../client.ts'
import { useFigures } from '../../kit/figures.ts'
import { Refused } from '../../kit/Refused.tsx'
import styles from '../listening.module.css'

const marks = ['fast', 'trap', 'straight', 'repeated', 'device', 'locale', 'unproven'] as const

/** How a survey is protected, with what each way does not prevent, and what was marked as doubtful. */
export function ProtectionPanel({ survey }: { survey: string }) {
  const { t } = useTranslation('surveyWebsite')
  const figures = useFigures()
  const may = useMay()('survey.edit')
  const workspace = useWorkspaceKey()
  const queries = useQueryClient()
  const asked = question(contract.getProtection, { params: { workspace, survey } })
  const { data } = useQuery(asked)
  const set = useMutation({
    mutationFn: (level: contract.SurveyProtection['level']) =>
      call(contract.setProtection, { params: { workspace, survey }, body: { level } }),
    onSuccess: told => queries.setQueryData(asked.queryKey, told),
  })
  if (!data) return null
  return (
    <section className={styles.card} aria-label={t('protection')}>
      <b>{t('protection')}</b>
      {data.raisedUntil && <p role="status">{t('raised', { until: figures.time(data.raisedUntil) })}</p>}
      <Radio.Group
        aria-label={t('protection')}
        value={String(data.level)}
        onChange={value => set.mutate(contract.protectionLevels.find(one => String(one) === value) ?? 1)}
      >
        <Stack gap={10}>
          {contract.protectionLevels.map(level => (
            <Radio
              key={level}
              value={String(level)}
              disabled={!may || set.isPending}
              label={t(`levels.${level}`)}
              description={t(`levelTexts.${level}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Refused error={set.error} />
      {data.marked.length > 0 && (
        <span className={styles.small}>
          {t('marked')}{' '}
          {data.marked
            .map(({ mark, n }) => {
              const known = marks.find(one => one === mark)
              return `${known ? t(`marks.${known}`) : mark} ${figures.whole(n)}`
            })
            .join(', ')}
        </span>
      )}
    </section>
  )
}
