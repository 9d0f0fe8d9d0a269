import { ActionIcon } from '@mantine/core'
import { IconMinus, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { MapTarget } from '../../../vocabulary/map/map-target.ts'
import { Refused } from '../../kit/Refused.tsx'
import { useWorkshopChanges, useWorkshops } from './data.ts'
import styles from './talk.module.css'
import { useTalkAt, votesLeft } from './talk-store.ts'
import { useTargetWords } from './target-words.ts'

/** The running workshop, and how many votes the reader has left; undefined while none is running. */
export function useRunningWorkshop() {
  const running = useWorkshops().data?.workshops.find(one => one.closedAt === null)
  if (!running) return undefined
  return { running, left: votesLeft(running) }
}

/** Votes on one element while a workshop is running: place one, take one back. */
export function VoteControl({ target }: { target: MapTarget }) {
  const { t } = useTranslation('talk')
  const words = useTargetWords()
  const workshop = useRunningWorkshop()
  const { vote } = useWorkshopChanges()
  const { votes } = useTalkAt(target)
  if (!workshop) return null
  const { running, left } = workshop
  const own = votes?.own ?? 0
  const name = words(target)
  const place = (dots: number) => vote.mutate({ workshop: running.id, target, dots })
  return (
    <>
      <fieldset className={styles.vote} aria-label={running.question}>
        <span>
          <b>{running.question}</b>
          <br />
          {t('workshop.dots', { count: votes?.all ?? 0 })}
          {own > 0 && `, ${t('workshop.mine', { count: own })}`} · {t('workshop.left', { count: left })}
        </span>
        <ActionIcon
          variant="default"
          aria-label={t('workshop.take', { name })}
          disabled={own === 0 || vote.isPending}
          onClick={() => place(own - 1)}
        >
          <IconMinus size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon
          aria-label={t('workshop.add', { name })}
          disabled={left === 0 || vote.isPending}
          onClick={() => place(own + 1)}
        >
          <IconPlus size={16} aria-hidden />
        </ActionIcon>
      </fieldset>
      <Refused error={vote.error} />
    </>
  )
}
