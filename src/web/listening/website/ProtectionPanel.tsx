import { Checkbox, Radio, Stack } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import * as contract from '../../../contract/survey-protection.ts'
import { useMay, useWorkspaceKey } from '../../admitting/data.ts'
import { call, question } from '../../client.ts'
import { useFigures } from '../../kit/figures.ts'
import { Refused } from '../../kit/Refused.tsx'
import styles from '../listening.module.css'

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
  const leaveOut = useMutation({
    mutationFn: (marks: readonly string[]) =>
      call(contract.leaveOutMarked, {
        params: { workspace, survey },
        body: { marks: contract.responseMarks.filter(one => marks.includes(one)) },
      }),
    onSuccess: told => {
      queries.setQueryData(asked.queryKey, told)
      // Every figure of this survey is another now.
      void queries.invalidateQueries()
    },
  })
  if (!data) return null
  const marked = contract.responseMarks.flatMap(mark => {
    const n = data.marked.find(one => one.mark === mark)?.n ?? 0
    return n > 0 || data.leftOut.includes(mark) ? [{ mark, n }] : []
  })
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
      <Refused error={leaveOut.error} />
      {marked.length > 0 && (
        <Checkbox.Group
          label={t('marked')}
          description={t('markedText')}
          value={[...data.leftOut]}
          onChange={next => leaveOut.mutate(next)}
        >
          {marked.map(({ mark, n }) => (
            <Checkbox
              key={mark}
              mt={6}
              value={mark}
              disabled={!may || leaveOut.isPending}
              label={t('leaveOut', { mark: t(`marks.${mark}`), n: figures.whole(n) })}
            />
          ))}
        </Checkbox.Group>
      )}
      {data.amountLeftOut > 0 && (
        <span className={styles.small} role="status">
          {t('leftOut', { count: data.amountLeftOut, n: figures.whole(data.amountLeftOut) })}
        </span>
      )}
    </section>
  )
}
