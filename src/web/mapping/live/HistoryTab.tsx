import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type KeptCommand, listCommands } from '../../../contract/map-live.ts'
import { singleEditsOf } from '../../../vocabulary/map/map-edit.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { call } from '../../client.ts'
import { useFigures } from '../../kit/figures.ts'
import { Trouble } from '../../kit/Trouble.tsx'
import { useMapPlace } from '../map-place.ts'
import { useEditSentence } from './edit-sentence.ts'
import styles from './live.module.css'
import { colourOf, initialsOf } from './people.ts'
import { useDoerName } from './use-name-of.ts'

const aPage = 30
const mostSentences = 4

/** Who changed what, when: of one element (`step:…`, `placement:…`, `lane:…`, `phase:…`), or of the whole map. */
export function HistoryTab({ element }: { element?: string }) {
  const { t } = useTranslation('live')
  const workspace = useWorkspaceKey()
  const { whole } = useMapPlace()
  const params = { workspace, map: whole.map.id }
  const history = useInfiniteQuery({
    // A change of the map may be one of this element: the history is read again with it.
    queryKey: [listCommands.name, params, element ?? null, whole.revision],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: aPage, ...(element ? { element } : {}), ...(pageParam ? { before: pageParam } : {}) }
      return call(listCommands, { params, query }, signal)
    },
    initialPageParam: 0,
    getNextPageParam: last => (last.more ? last.commands.at(-1)?.revision : undefined),
    placeholderData: before => before,
  })
  if (history.error) return <Trouble error={history.error} retry={() => void history.refetch()} compact />
  const commands = history.data?.pages.flatMap(page => page.commands)
  if (!commands) return <p className={styles.quiet}>{t('history.loading')}</p>
  if (commands.length === 0) return <p className={styles.quiet}>{t('history.none')}</p>
  return (
    <>
      <ol className={styles.history} aria-label={t('history.title')}>
        {commands.map(command => (
          <Command key={command.revision} command={command} />
        ))}
      </ol>
      {history.hasNextPage && (
        <Button variant="subtle" size="xs" onClick={() => void history.fetchNextPage()}>
          {t('history.more')}
        </Button>
      )}
    </>
  )
}

function Command({ command }: { command: KeptCommand }) {
  const { t } = useTranslation('live')
  const figures = useFigures()
  const doerName = useDoerName()
  const { map, touchpoints } = useMapPlace()
  const edits = command.edits?.flatMap(singleEditsOf) ?? []
  const before = command.inverse?.flatMap(singleEditsOf) ?? []
  const sentence = useEditSentence({ map, touchpoints, around: [...edits, ...before], before })
  const name = doerName(command.by)
  const shown = edits.slice(0, mostSentences)
  return (
    <li>
      <span
        className={styles.person}
        style={{ '--person': colourOf(command.by.id) } as React.CSSProperties}
        aria-hidden="true"
      >
        {initialsOf(name)}
      </span>
      {command.edits === null ? (
        <p>{`${name} ${t(command.inverse === null && command.client === null ? 'did.replaced' : 'did.hidden')}`}</p>
      ) : (
        shown.map((edit, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: edits of a command never change their order.
          <p key={index}>{index === 0 ? `${name} ${sentence(edit)}` : sentence(edit)}</p>
        ))
      )}
      {edits.length > shown.length && <p>{t('did.more', { count: edits.length - shown.length })}</p>}
      <time dateTime={command.at}>{figures.moment(command.at)}</time>
    </li>
  )
}
