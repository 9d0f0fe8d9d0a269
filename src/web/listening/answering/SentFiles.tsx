import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { downloadSentFile, listSentFiles } from '../../../contract/survey-sent-files.ts'
import { useMay, useWorkspaceKey } from '../../admitting/data.ts'
import { addressOf, call } from '../../client.ts'
import { useFigures } from '../../kit/figures.ts'
import styles from '../listening.module.css'

/** The files that people sent, to be saved by those who may. Nothing where nobody was asked for any. */
export function SentFiles({ survey, place }: { survey: string; place: string | undefined }) {
  const { t } = useTranslation('answering')
  const kit = useTranslation('kit').t
  const figures = useFigures()
  const may = useMay()('personal.read')
  const workspace = useWorkspaceKey()
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [listSentFiles.name, workspace, survey, place],
    queryFn: ({ pageParam, signal }) =>
      call(
        listSentFiles,
        {
          params: { workspace, survey },
          query: { limit: 50, ...(place ? { place } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
        },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: last => last.cursor ?? undefined,
  })
  const files = data?.pages.flatMap(page => page.files) ?? []
  if (files.length === 0) return null
  return (
    <section className={styles.card} aria-label={t('sent')}>
      <b>{t('sent')}</b>
      <span className={styles.small}>{may ? t('sentText') : t('noPersonal')}</span>
      {files.map(({ file, format, bytes, place: at }) => {
        const what = t('sentFile', { format: format.toUpperCase(), size: figures.whole(Math.ceil(bytes / 1024)) })
        const name = [what, at].filter(Boolean).join(' · ')
        return may ? (
          <Button
            key={file}
            component="a"
            href={addressOf(downloadSentFile, { params: { workspace, survey, sentFile: file } })}
            download
            size="compact-sm"
            variant="default"
            aria-label={t('save', { name })}
            leftSection={<IconDownload size={14} aria-hidden />}
            style={{ justifySelf: 'start' }}
          >
            {name}
          </Button>
        ) : (
          <span key={file}>{name}</span>
        )
      })}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {kit('showMore')}
        </Button>
      )}
    </section>
  )
}
