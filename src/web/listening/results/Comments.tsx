import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFigures } from '../../kit/figures.ts'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { useComments } from '../data.ts'
import styles from '../listening.module.css'

/** What people wrote, the latest first. */
export function Comments({ survey }: { survey: string }) {
  const { t } = useTranslation('listening')
  const kit = useTranslation('kit').t
  const figures = useFigures()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useComments(survey)
  if (error) return <Trouble error={error} retry={() => void refetch()} />
  if (!data) return <Waiting lines={3} />
  const comments = data.pages.flatMap(page => page.comments)
  if (comments.length === 0) return null
  return (
    <section aria-label={t('comments')}>
      <h2>{t('comments')}</h2>
      {comments.map(one => (
        <article key={`${one.response} ${one.question}`} className={styles.comment}>
          <p lang={one.language}>{one.text}</p>
          <span className={styles.small}>
            {[
              one.score === null ? '' : t('gave', { score: figures.fine(one.score) }),
              one.place,
              figures.moment(one.at),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </article>
      ))}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {kit('showMore')}
        </Button>
      )}
    </section>
  )
}
