import { useTranslation } from 'react-i18next'
import { keyOfTarget, type MapTarget } from '../../../vocabulary/map/map-target.ts'
import { Composer } from './Composer.tsx'
import { useThreadChanges, useThreads } from './data.ts'
import { StepProposals } from './StepProposals.tsx'
import { ThreadCard } from './ThreadCard.tsx'
import styles from './talk.module.css'
import { useTargetWords } from './target-words.ts'
import { VoteControl } from './VoteControl.tsx'

/** What is said, proposed and voted about one element: a tab of the inspector. `beside` are elements heard with it. */
export function Discussion(props: { target: MapTarget; beside?: readonly MapTarget[]; step?: string | undefined }) {
  const { target, beside = [], step } = props
  const { t } = useTranslation('talk')
  const words = useTargetWords()
  const threads = useThreads().data?.threads ?? []
  const { add } = useThreadChanges()
  const own = keyOfTarget(target)
  const heard = new Set([own, ...beside.map(keyOfTarget)])
  const here = threads.filter(
    one => heard.has(keyOfTarget(one.target)) || (one.target.kind === 'cell' && one.target.step === step),
  )
  const inOrder = [...here].sort((a, b) => Number(a.resolvedAt !== null) - Number(b.resolvedAt !== null))
  return (
    <div className={styles.panel}>
      <VoteControl target={target} />
      {step !== undefined && <StepProposals step={step} />}
      <Composer
        label={t('compose.label')}
        send={t('compose.send')}
        busy={add.isPending}
        error={add.error}
        onSend={body => add.mutateAsync({ body, target })}
      />
      <div className={styles.list}>
        {inOrder.map(one => (
          <ThreadCard
            key={one.id}
            thread={one}
            {...(keyOfTarget(one.target) === own ? {} : { about: words(one.target) })}
          />
        ))}
      </div>
    </div>
  )
}
