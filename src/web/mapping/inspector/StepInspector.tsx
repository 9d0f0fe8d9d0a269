import { Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DesiredExperience } from '../../../vocabulary/map/emotion.ts'
import type { Step } from '../../../vocabulary/map/journey-map.ts'
import { useLabels } from '../../kit/label.ts'
import { SubJourneyField } from '../atlas/SubJourneyField.tsx'
import { useEditing } from '../editing.ts'
import { useFeelingWords } from '../grid/feeling-words.ts'
import { feelingsOf } from '../grid/feelings.ts'
import styles from '../inspector.module.css'
import { Fresh } from '../live/Fresh.tsx'
import { StepHistory } from '../live/StepHistory.tsx'
import { useMapPlace } from '../map-place.ts'
import { StepTalk } from '../talk/StepTalk.tsx'
import { DeclaredField } from './DeclaredField.tsx'
import { DesiredField } from './DesiredField.tsx'

/** A step: its words, the emotion that is declared, the experience that is wished for. */
export function StepInspector({ step }: { step: Step }) {
  const { t } = useTranslation('mapping')
  const { say, write } = useLabels()
  const place = useMapPlace()
  const { may, edit } = useEditing()
  const words = useFeelingWords()
  const phase = place.map.phases.find(one => one.steps.includes(step))
  const point = feelingsOf(place).find(one => one.step === step.id)
  const wish = (desired: DesiredExperience | null) => void edit({ op: 'setDesired', step: step.id, desired })
  return (
    <>
      <p className={styles.where}>{say(phase?.name)}</p>
      <h2 className={styles.name}>{say(step.title)}</h2>
      {point && <p className={styles.note}>{words(point)}</p>}
      <div className={styles.fields}>
        <Fresh of={say(step.title)}>
          <TextInput
            size="sm"
            disabled={!may}
            label={t('inspector.title')}
            defaultValue={say(step.title)}
            onBlur={event => {
              const text = event.currentTarget.value.trim()
              if (text && text !== say(step.title))
                void edit({ op: 'setStep', step: step.id, set: { title: write(step.title, text) } })
            }}
          />
        </Fresh>
        <Fresh of={say(step.description)}>
          <Textarea
            size="sm"
            autosize
            minRows={2}
            disabled={!may}
            label={t('inspector.description')}
            defaultValue={say(step.description)}
            onBlur={event => {
              const text = event.currentTarget.value.trim()
              if (text === say(step.description)) return
              void edit({
                op: 'setStep',
                step: step.id,
                set: { description: text ? write(step.description, text) : null },
              })
            }}
          />
        </Fresh>
        <SubJourneyField step={step} />
        <DeclaredField step={step} />
        <DesiredField desired={step.emotion.desired} onChange={wish} />
        <StepTalk step={step} />
        <StepHistory step={step.id} />
      </div>
    </>
  )
}
