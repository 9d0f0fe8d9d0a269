import { Checkbox, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TouchpointUse } from '../../../contract/touchpoint-uses.ts'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { useLabels } from '../../kit/label.ts'
import { PageHead } from '../../kit/PageHead.tsx'
import { Scroll } from '../../kit/Scroll.tsx'
import shell from '../../kit/shell.module.css'
import { Trouble, useSentence } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { AtlasTabs } from './AtlasTabs.tsx'
import { useLibraryChange, useTouchpoints } from './data.ts'
import { MergeDialog } from './MergeDialog.tsx'
import { MergeLog } from './MergeLog.tsx'
import { RenameDialog } from './RenameDialog.tsx'
import { type TouchpointAct, TouchpointRow } from './TouchpointRow.tsx'
import styles from './touchpoints.module.css'

/** The library of touchpoints: each with every place where it stands, renamed, merged or archived for all maps at once. */
export function TouchpointsPage() {
  const { t } = useTranslation('atlas')
  const { say } = useLabels()
  const sentence = useSentence()
  const touchpoints = useTouchpoints()
  const changing = useLibraryChange()
  const [words, setWords] = useState('')
  const [archived, setArchived] = useState(false)
  const [open, setOpen] = useState<{ readonly act: 'rename' | 'merge'; readonly use: TouchpointUse }>()
  const all = touchpoints.data?.touchpoints ?? []
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const found = all
    .filter(use => archived || !use.archived)
    .filter(({ touchpoint: { name } }) => plain(`${name.fr ?? ''} ${name.en ?? ''}`).includes(plain(words)))
    .toSorted((a, b) => say(a.touchpoint.name).localeCompare(say(b.touchpoint.name)))

  /** Two of one name are most often one, drawn twice. */
  const alike = (use: TouchpointUse) =>
    !use.archived &&
    all.some(one => one !== use && !one.archived && plain(say(one.touchpoint.name)) === plain(say(use.touchpoint.name)))

  function act(wanted: TouchpointAct, use: TouchpointUse): void {
    if (wanted === 'rename' || wanted === 'merge') {
      setOpen({ act: wanted, use })
      return
    }
    const { touchpoint } = use
    const name = say(touchpoint.name)
    changing.mutate(
      wanted === 'archive'
        ? [{ op: 'remove', kind: 'touchpoints', id: touchpoint.id }]
        : [{ op: 'add', kind: 'touchpoints', object: touchpoint }],
      {
        onSuccess: () =>
          notifications.show({
            message: t(wanted === 'archive' ? 'touchpoints.archivedNow' : 'touchpoints.broughtBack', { name }),
          }),
        onError: error => notifications.show({ color: 'red', message: sentence(error) }),
      },
    )
  }

  return (
    <>
      <PageHead title={t('touchpoints.title')} name={t('touchpoints.title')} />
      <div className={shell.page}>
        <AtlasTabs />
        <search className={styles.tools}>
          <TextInput
            aria-label={t('touchpoints.search')}
            placeholder={t('touchpoints.search')}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={words}
            onChange={event => setWords(event.currentTarget.value)}
          />
          <Checkbox
            label={t('touchpoints.withArchived')}
            checked={archived}
            onChange={event => setArchived(event.currentTarget.checked)}
          />
        </search>
        {touchpoints.error && <Trouble error={touchpoints.error} retry={() => void touchpoints.refetch()} />}
        {touchpoints.isPending && <Waiting />}
        {touchpoints.data && found.length === 0 && (
          <EmptyState compact title={t(all.length === 0 ? 'touchpoints.none' : 'touchpoints.noMatch')} />
        )}
        {found.length > 0 && (
          <Scroll className={styles.scroll} label={t('touchpoints.title')}>
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">{t('touchpoints.name')}</th>
                  <th scope="col">{t('touchpoints.placed')}</th>
                  <th scope="col" data-wide>
                    {t('touchpoints.channels')}
                  </th>
                  <th scope="col" data-wide>
                    {t('touchpoints.ownership')}
                  </th>
                  <th scope="col" data-number>
                    {t('touchpoints.rules')}
                  </th>
                  <td />
                </tr>
              </thead>
              <tbody>
                {found.map(use => (
                  <TouchpointRow key={use.touchpoint.id} use={use} alike={alike(use)} act={act} />
                ))}
              </tbody>
            </table>
          </Scroll>
        )}
        <MergeLog merges={touchpoints.data?.merges ?? []} touchpoints={all} />
      </div>
      {open?.act === 'rename' && <RenameDialog use={open.use} close={() => setOpen(undefined)} />}
      {open?.act === 'merge' && <MergeDialog use={open.use} all={all} close={() => setOpen(undefined)} />}
    </>
  )
}
