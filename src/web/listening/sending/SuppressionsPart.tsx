import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { Refused } from '../../kit/Refused.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { Part } from '../../settings/Part.tsx'
import settings from '../../settings/settings.module.css'
import { useSuppressionActs, useSuppressions } from './data.ts'
import styles from './sending.module.css'

/** The addresses that get no more, and why; one or a list of them is excluded by hand. */
export function SuppressionsPart() {
  const { t } = useTranslation('sending')
  const figures = useFigures()
  const may = useMay()
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useSuppressions()
  const { add, remove } = useSuppressionActs()
  const [lines, setLines] = useState('')
  const list = data?.pages.flatMap(page => page.suppressions)
  const told = add.data
  return (
    <Part title={t('out.title')} text={t('out.text')}>
      {list === undefined ? (
        <Waiting lines={2} />
      ) : list.length === 0 ? (
        <p className={styles.small}>{t('out.none')}</p>
      ) : (
        <>
          <p className={styles.small}>{t('out.total', { count: data?.pages[0]?.total ?? 0 })}</p>
          <ul className={settings.list}>
            {list.map(one => (
              <li key={one.id}>
                <span>
                  {one.address ?? t('out.hidden')}
                  <small>
                    {t(`channels.${one.channel}`)} · {t(`out.reasons.${one.reason}`)} · {figures.day(one.since)}
                  </small>
                </span>
                {may('workspace.manage') && (
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    color="gray"
                    aria-label={t('out.allowOf', { address: one.address ?? '…' })}
                    onClick={() => remove.mutate(one.id)}
                  >
                    {t('out.allow')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
          {hasNextPage && (
            <Button
              variant="default"
              style={{ justifySelf: 'start' }}
              loading={isFetchingNextPage}
              onClick={() => void fetchNextPage()}
            >
              {t('more')}
            </Button>
          )}
        </>
      )}
      {may('survey.edit') && (
        <form
          className={settings.form}
          onSubmit={event => {
            event.preventDefault()
            add.mutate(lines.split(/\r?\n/), { onSuccess: () => setLines('') })
          }}
        >
          <Textarea
            label={t('out.add')}
            description={t('out.lines')}
            value={lines}
            onChange={event => setLines(event.currentTarget.value)}
            autosize
            minRows={2}
            maxRows={10}
          />
          {told && (
            <p role="status" className={styles.small}>
              {t('out.added', { added: figures.whole(told.added), known: figures.whole(told.known) })}{' '}
              {told.left.length > 0 && t('out.left', { lines: told.left.map(({ line }) => line).join(', ') })}
            </p>
          )}
          <Refused error={add.error ?? remove.error} />
          <Button type="submit" variant="default" loading={add.isPending} disabled={!lines.trim()}>
            {t('out.addThem')}
          </Button>
        </form>
      )}
    </Part>
  )
}
