import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconCheck, IconDots } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Comment, Thread } from '../../../contract/map-talk.ts'
import { useMay } from '../../admitting/data.ts'
import { Confirm } from '../../kit/Confirm.tsx'
import { useFigures } from '../../kit/figures.ts'
import { GraveItem } from '../../kit/GraveItem.tsx'
import { Refused } from '../../kit/Refused.tsx'
import { bringIntoView } from './bring-into-view.ts'
import { Composer } from './Composer.tsx'
import { useNameOf, useSelf, useThreadChanges } from './data.ts'
import { writtenWords } from './mentions.ts'
import { Said } from './Said.tsx'
import styles from './talk.module.css'

/** A thread: what began it, the answers, and whether it is settled. */
export function ThreadCard(props: {
  thread: Thread
  about?: string
  go?: (() => void) | undefined
  shown?: string | undefined
}) {
  const { thread, about, go, shown } = props
  const { t } = useTranslation('talk')
  const figures = useFigures()
  const nameOf = useNameOf()
  const { add, resolve } = useThreadChanges()
  const [isAnswering, setAnswering] = useState(false)
  const resolved = thread.resolvedAt !== null
  return (
    <article
      className={styles.thread}
      data-resolved={resolved || undefined}
      aria-label={t('thread.by', { name: nameOf(thread.comments[0]?.author ?? null) })}
    >
      {about !== undefined &&
        (go ? (
          <button type="button" className={styles.about} title={t('list.go')} onClick={go}>
            {about}
          </button>
        ) : (
          <span className={styles.about}>{about}</span>
        ))}
      <ol className={styles.comments}>
        {thread.comments.map((comment, index) => (
          <OneComment key={comment.id} comment={comment} isAnswer={index > 0} isShown={comment.id === shown} />
        ))}
      </ol>
      {resolved && (
        <p className={styles.settled}>
          <IconCheck size={14} aria-hidden />{' '}
          {t('thread.resolvedBy', { name: nameOf(thread.resolvedBy), date: figures.moment(thread.resolvedAt!) })}
        </p>
      )}
      <Refused error={resolve.error} />
      {isAnswering ? (
        <Composer
          label={t('compose.answer')}
          send={t('compose.sendAnswer')}
          first=""
          busy={add.isPending}
          error={add.error}
          onSend={body => add.mutateAsync({ body, thread: thread.id }).then(() => setAnswering(false))}
          onGiveUp={() => setAnswering(false)}
        />
      ) : (
        <div className={styles.acts}>
          <Button size="compact-xs" variant="subtle" onClick={() => setAnswering(true)}>
            {t('thread.answer')}
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            loading={resolve.isPending}
            onClick={() =>
              resolve.mutate({ comment: thread.comments.find(one => one.body !== null)!.id, resolved: !resolved })
            }
          >
            {resolved ? t('thread.reopen') : t('thread.resolve')}
          </Button>
        </div>
      )}
    </article>
  )
}

function OneComment(props: { comment: Comment; isAnswer: boolean; isShown: boolean }) {
  const { comment, isAnswer, isShown } = props
  const { t } = useTranslation('talk')
  const figures = useFigures()
  const nameOf = useNameOf()
  const self = useSelf()
  const mayRemoveAny = useMay()('member.manage')
  const { edit, remove } = useThreadChanges()
  const [isEditing, setEditing] = useState(false)
  const [isRemoving, setRemoving] = useState(false)
  const here = useRef<HTMLLIElement>(null)
  const own = comment.author === self
  const name = nameOf(comment.author)
  useEffect(() => {
    if (isShown && here.current) bringIntoView(here.current)
  }, [isShown])
  if (comment.body === null)
    return <li className={isAnswer ? `${styles.taken} ${styles.answer}` : styles.taken}>{t('thread.removed')}</li>
  const link = () => {
    const address = new URL(location.href)
    address.searchParams.set('comment', comment.id)
    address.searchParams.delete('talk')
    void navigator.clipboard?.writeText(address.href)
  }
  return (
    <li
      ref={here}
      className={isAnswer ? `${styles.comment} ${styles.answer}` : styles.comment}
      data-shown={isShown || undefined}
    >
      <div className={styles.who}>
        <b>{name}</b>
        {own && <small>({t('you')})</small>}
        <small>
          <time dateTime={comment.createdAt}>{figures.moment(comment.createdAt)}</time>
          {comment.editedAt && ` · ${t('thread.edited')}`}
        </small>
        <Menu position="bottom-end" width={180}>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('thread.more', { name })}>
              <IconDots size={15} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={link}>{t('thread.link')}</Menu.Item>
            {own && <Menu.Item onClick={() => setEditing(true)}>{t('thread.edit')}</Menu.Item>}
            {(own || mayRemoveAny) && <GraveItem onClick={() => setRemoving(true)}>{t('thread.remove')}</GraveItem>}
          </Menu.Dropdown>
        </Menu>
      </div>
      {isEditing ? (
        <Composer
          label={t('thread.edit')}
          send={t('thread.edit')}
          first={writtenWords(comment.body, nameOf)}
          busy={edit.isPending}
          error={edit.error}
          onSend={body => edit.mutateAsync({ comment: comment.id, body }).then(() => setEditing(false))}
          onGiveUp={() => setEditing(false)}
        />
      ) : (
        <Said body={comment.body} />
      )}
      <Refused error={remove.error} />
      <Confirm
        opened={isRemoving}
        title={t('thread.remove')}
        text={t('thread.removeAsk')}
        doIt={t('thread.remove')}
        onDo={() => remove.mutate(comment.id)}
        close={() => setRemoving(false)}
      />
    </li>
  )
}
