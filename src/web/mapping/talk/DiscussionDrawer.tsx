import { NativeSelect, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mentionsIn } from '../../../vocabulary/map/comment.ts'
import type { MapTarget } from '../../../vocabulary/map/map-target.ts'
import { useLabels } from '../../kit/label.ts'
import { SideDrawer } from '../../kit/SideDrawer.tsx'
import { Trouble } from '../../kit/Trouble.tsx'
import { useMapView } from '../../measuring/data.ts'
import { useMapPlace } from '../map-place.ts'
import { Composer } from './Composer.tsx'
import { useSelf, useThreadChanges, useThreads } from './data.ts'
import { ThreadCard } from './ThreadCard.tsx'
import styles from './talk.module.css'
import { useTalkView } from './talk-view.ts'
import { useTargetWords } from './target-words.ts'

type Which = 'open' | 'resolved' | 'mine'

/** Everything that is said about the map, thread by thread; a link to a comment brings it before the reader's eyes. */
export function DiscussionDrawer({ close }: { close: () => void }) {
  const { t } = useTranslation('talk')
  const words = useTargetWords()
  const { show } = useMapView()
  const { comment } = useTalkView()
  const { data, error, refetch } = useThreads()
  const self = useSelf()
  const linked = data?.threads.find(one => one.comments.some(each => each.id === comment))
  const [picked, setPicked] = useState<Which>()
  const which = picked ?? (linked?.resolvedAt ? 'resolved' : 'open')
  const threads = (data?.threads ?? []).filter(one => {
    if (which === 'mine') return one.comments.some(each => mentionsIn(each.body ?? '').includes(self))
    return (one.resolvedAt !== null) === (which === 'resolved')
  })
  const go = (target: MapTarget) => {
    if (target.kind === 'step') return () => show({ step: target.id, touchpoint: undefined, talk: undefined })
    if (target.kind === 'cell') return () => show({ step: target.step, touchpoint: undefined, talk: undefined })
    if (target.kind === 'placement')
      return () => show({ touchpoint: target.id, step: undefined, tab: 'discussion', talk: undefined })
    return undefined
  }
  return (
    <SideDrawer title={t('discussion')} close={close} width={460}>
      <div className={styles.panel}>
        {error && !data && <Trouble compact error={error} retry={() => void refetch()} />}
        <NewThread />
        <SegmentedControl
          size="xs"
          aria-label={t('list.show')}
          value={which}
          onChange={value => setPicked(value as Which)}
          data={(['open', 'resolved', 'mine'] as const).map(value => ({ value, label: t(`list.${value}`) }))}
        />
        {data && threads.length === 0 && (
          <p className={styles.empty}>
            {t(which === 'open' ? 'list.emptyOpen' : which === 'resolved' ? 'list.emptyResolved' : 'list.emptyMine')}
          </p>
        )}
        <div className={styles.list}>
          {[...threads].reverse().map(one => (
            <ThreadCard key={one.id} thread={one} about={words(one.target)} go={go(one.target)} shown={comment} />
          ))}
        </div>
      </div>
    </SideDrawer>
  )
}

/** A new thread about the map, a step, or one lane of a step. */
function NewThread() {
  const { t } = useTranslation('talk')
  const m = useTranslation('mapping').t
  const { say } = useLabels()
  const { view } = useMapView()
  const { map } = useMapPlace()
  const { add } = useThreadChanges()
  const [step, setStep] = useState(view.step ?? '')
  const [lane, setLane] = useState('')
  const target: MapTarget =
    step === '' ? { kind: 'map' } : lane === '' ? { kind: 'step', id: step } : { kind: 'cell', step, lane }
  return (
    <div className={styles.composer}>
      <NativeSelect
        size="xs"
        label={t('about.label')}
        value={step}
        onChange={event => setStep(event.currentTarget.value)}
      >
        <option value="">{t('about.map')}</option>
        {map.phases.map(phase => (
          <optgroup key={phase.id} label={say(phase.name)}>
            {phase.steps.map(one => (
              <option key={one.id} value={one.id}>
                {say(one.title)}
              </option>
            ))}
          </optgroup>
        ))}
      </NativeSelect>
      {step !== '' && (
        <NativeSelect
          size="xs"
          label={t('about.lane')}
          value={lane}
          onChange={event => setLane(event.currentTarget.value)}
        >
          <option value="">{t('about.wholeStep')}</option>
          {map.lanes.map(one => (
            <option key={one.id} value={one.id}>
              {say(one.name) || m(`lanes.${one.type}`)}
            </option>
          ))}
        </NativeSelect>
      )}
      <Composer
        label={t('compose.label')}
        send={t('compose.send')}
        busy={add.isPending}
        error={add.error}
        onSend={body => add.mutateAsync({ body, target })}
      />
    </div>
  )
}
