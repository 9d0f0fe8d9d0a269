import { Button, NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { Refused } from '../../kit/Refused.tsx'
import { useSegments } from '../../segmenting/data.ts'
import { Bars } from './Bars.tsx'
import { useInviting } from './data.ts'
import styles from './inviting.module.css'

/** Asks a list or a segment at once, after a look at who would be asked. */
export function ListForm({ survey }: { survey: string }) {
  const { t } = useTranslation('inviting')
  const figures = useFigures()
  const may = useMay()('survey.edit')
  const { data } = useSegments()
  const { invite } = useInviting(survey)
  const [text, setText] = useState('')
  const [segment, setSegment] = useState('')
  if (!may) return null
  const customers = text
    .split(/[\r\n;]+/)
    .map(line => line.trim().replace(/^"|"$/g, ''))
    .filter(line => line !== '')
  const isEmpty = customers.length === 0 && segment === ''
  const ask = (dryRun: boolean) =>
    invite.mutate({ ...(customers.length > 0 ? { customers } : {}), ...(segment ? { segment } : {}), dryRun })
  const told = invite.data
  return (
    <section className={styles.part} aria-label={t('list.title')}>
      <h2>{t('list.title')}</h2>
      <p className={styles.small}>{t('list.text')}</p>
      <div className={styles.grid}>
        <Textarea
          label={t('list.label')}
          autosize
          minRows={2}
          maxRows={10}
          value={text}
          onChange={event => setText(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('list.segment')}
          value={segment}
          onChange={event => setSegment(event.currentTarget.value)}
          data={[{ value: '', label: '–' }, ...(data?.segments.map(one => ({ value: one.id, label: one.name })) ?? [])]}
        />
      </div>
      <div className={styles.row}>
        <Button variant="default" disabled={isEmpty} loading={invite.isPending} onClick={() => ask(true)}>
          {t('list.try')}
        </Button>
        <Button disabled={isEmpty || told?.states == null || told.found === 0} onClick={() => ask(false)}>
          {t('list.send')}
        </Button>
      </div>
      <div role="status" className={styles.part}>
        {told && (
          <p className={styles.small}>
            {t('list.found', { count: told.found, n: figures.whole(told.found) })}
            {told.unknown.length > 0 &&
              ` · ${t('list.unknown', {
                count: told.unknown.length,
                n: figures.whole(told.unknown.length),
                lines: told.unknown
                  .slice(0, 10)
                  .map(({ line, value }) => `${line} (${value})`)
                  .join(', '),
              })}`}
          </p>
        )}
        {told?.states && told.found > 0 && (
          <Bars
            of={told.found}
            rows={[
              ...Object.entries(told.states).map(([state, n]) => ({ name: t(`states.${state as 'queued'}`), n })),
              ...Object.entries(told.reasons ?? {}).map(([reason, n]) => ({
                name: t(`reasons.${reason as 'noAddress'}`),
                n,
                isLost: true,
              })),
            ]}
          />
        )}
        {told?.wave && <p className={styles.small}>{t('list.begun')}</p>}
      </div>
      <Refused error={invite.error} />
    </section>
  )
}
