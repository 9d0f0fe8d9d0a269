import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { Refused } from '../../kit/Refused.tsx'
import listening from '../listening.module.css'
import { useMessageActs, useMessages } from './data.ts'
import styles from './sending.module.css'

const ours = [
  'answered',
  'expired',
  'surveyClosed',
  'forgotten',
  'noAddress',
  'suppressed',
  'bounced',
  'unconfirmed',
] as const

/** What left for a survey or waits to, with what the carrier said of it. */
export function MessageList({ survey }: { survey: string }) {
  const { t } = useTranslation('sending')
  const figures = useFigures()
  const may = useMay()('survey.edit')
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useMessages(survey)
  const { retry } = useMessageActs(survey)
  if (!data) return null
  const messages = data.pages.flatMap(page => page.messages)
  const counts = Object.entries(data.pages[0]?.counts ?? {})
  const reason = (said: string | null) => {
    const known = ours.find(one => one === said)
    return known ? t(`said.${known}`) : (said ?? '')
  }
  return (
    <section className={styles.list} aria-label={t('list')}>
      <h2>{t('list')}</h2>
      {messages.length === 0 ? (
        <p className={styles.small}>{t('none')}</p>
      ) : (
        <>
          <p className={styles.small}>
            {counts.map(([state, amount]) => `${t(`states.${state as 'sent'}`)} ${figures.whole(amount)}`).join(' · ')}
          </p>
          <div className={styles.scroll}>
            <table className={listening.table}>
              <thead>
                <tr>
                  <th>{t('columns.message')}</th>
                  <th>{t('columns.state')}</th>
                  <th>{t('columns.said')}</th>
                  <th>{t('columns.at')}</th>
                  <td />
                </tr>
              </thead>
              <tbody>
                {messages.map(one => (
                  <tr key={one.id}>
                    <td>
                      {t(`kinds.${one.kind}`)} · {t(`channels.${one.channel as 'email'}`)}
                    </td>
                    <td>
                      <span className={listening.state}>{t(`states.${one.state}`)}</span>
                    </td>
                    <td>{reason(one.said)}</td>
                    <td>{figures.moment(one.endedAt ?? one.takenAt ?? one.sendAfter)}</td>
                    <td className={listening.figure}>
                      {may && (one.state === 'failed' || one.said === 'unconfirmed') && (
                        <Button size="compact-sm" variant="default" onClick={() => retry.mutate(one.id)}>
                          {t('retry')}
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {hasNextPage && (
            <Button variant="default" mt="md" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {t('more')}
            </Button>
          )}
        </>
      )}
      <Refused error={retry.error} />
    </section>
  )
}
