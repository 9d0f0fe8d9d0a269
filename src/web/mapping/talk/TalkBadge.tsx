import { IconMessage, IconPencilQuestion } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { MapTarget } from '../../../vocabulary/map/map-target.ts'
import { useMapView } from '../../measuring/data.ts'
import { useWorkshopChanges } from './data.ts'
import styles from './talk.module.css'
import { type Running, useRunning, useTalkAt } from './talk-store.ts'
import { useTargetWords } from './target-words.ts'

/**
 * What is going on at an element, in a corner of its cell: open threads, proposals, and votes while a workshop is
 * running. Nothing when nothing is. Its buttons are for the mouse; the inspector has them for the keyboard.
 */
export function TalkBadge(props: { target: MapTarget; votable?: boolean; below?: boolean }) {
  const { target, votable = false, below = false } = props
  const at = useTalkAt(target)
  const running = useRunning()
  const voting = running !== undefined && (votable || at.votes !== undefined)
  if (at.threads === 0 && at.proposals === 0 && !voting) return null
  return <Marks target={target} running={voting ? running : undefined} below={below} />
}

function Marks(props: { target: MapTarget; running: Running | undefined; below: boolean }) {
  const { target, running, below } = props
  const { t } = useTranslation('talk')
  const words = useTargetWords()
  const { show } = useMapView()
  const { threads, proposals, votes } = useTalkAt(target)
  const { vote } = useWorkshopChanges()
  const open = () => {
    if (target.kind === 'placement') show({ touchpoint: target.id, step: undefined, tab: 'discussion' })
    else if (target.kind === 'step') show({ step: target.id, touchpoint: undefined, tab: 'discussion' })
    else if (target.kind === 'cell')
      show({ step: target.step, lane: target.lane, touchpoint: undefined, tab: 'discussion' })
    else show({ talk: 'discussion' })
  }
  const own = votes?.own ?? 0
  return (
    <span className={styles.badge} data-below={below || undefined}>
      {threads > 0 && (
        <button type="button" tabIndex={-1} onClick={open} aria-label={t('openCount', { count: threads })}>
          <IconMessage size={13} aria-hidden /> {threads}
        </button>
      )}
      {proposals > 0 && (
        <button type="button" tabIndex={-1} onClick={open} aria-label={t('proposal.count', { count: proposals })}>
          <IconPencilQuestion size={13} aria-hidden /> {proposals}
        </button>
      )}
      {running && (
        <button
          type="button"
          tabIndex={-1}
          data-own={own > 0 || undefined}
          disabled={running.left === 0 && own === 0}
          aria-label={
            running.left > 0 ? t('workshop.add', { name: words(target) }) : t('workshop.take', { name: words(target) })
          }
          onClick={() =>
            vote.mutate({ workshop: running.workshop, target, dots: running.left > 0 ? own + 1 : own - 1 })
          }
        >
          <span aria-hidden>{'●'.repeat(Math.min(own, 5)) || '○'}</span> {votes?.all ?? 0}
        </button>
      )}
    </span>
  )
}
