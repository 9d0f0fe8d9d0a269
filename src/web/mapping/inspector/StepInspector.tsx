import { Button, Slider, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Step } from '../../../vocabulary/journey-map.ts'
import { useFigures } from '../../kit/figures.ts'
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

/** A step: its words, the emotion that is declared, the experience that is wished for. */
export function StepInspector({ step }: { step: Step }) {
  const { t } = useTranslation('mapping')
  const { say, write } = useLabels()
  const place = useMapPlace()
  const { may, edit } = useEditing()
  const words = useFeelingWords()
  const phase = place.map.phases.find(one => one.steps.includes(step))
  const point = feelingsOf(place).find(one => one.step === step.id)
  const declared = step.emotion.declared.find(one => one.persona === null) ?? step.emotion.declared[0]
  const { desired } = step.emotion
  const declare = (emotion: typeof declared | null) =>
    void edit({ op: 'setDeclared', step: step.id, persona: declared?.persona ?? null, emotion: emotion ?? null })
  const wish = (next: typeof desired) => void edit({ op: 'setDesired', step: step.id, desired: next })
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
        <section className={styles.box}>
          <h3>{t('inspector.declared')}</h3>
          <p>{t('inspector.declaredHint')}</p>
          {declared ? (
            <>
              <Feeling value={declared.valence} disabled={!may} onKeep={valence => declare({ ...declared, valence })} />
              <Fresh of={declared.label ?? ''}>
                <TextInput
                  size="sm"
                  disabled={!may}
                  label={t('inspector.inAWord')}
                  defaultValue={declared.label ?? ''}
                  onBlur={event => {
                    const label = event.currentTarget.value.trim() || null
                    if (label !== declared.label) declare({ ...declared, label })
                  }}
                />
              </Fresh>
              {may && (
                <Button variant="subtle" color="gray" size="xs" onClick={() => declare(null)}>
                  {t('inspector.withdraw')}
                </Button>
              )}
            </>
          ) : (
            may && (
              <Button
                variant="default"
                size="xs"
                onClick={() => declare({ persona: null, valence: 0, intensity: 0.5, label: null })}
              >
                {t('inspector.declare')}
              </Button>
            )
          )}
        </section>
        <section className={styles.box}>
          <h3>{t('inspector.desired')}</h3>
          {desired ? (
            <>
              <Feeling value={desired.valence} disabled={!may} onKeep={valence => wish({ ...desired, valence })} />
              <Fresh of={desired.type ?? ''}>
                <TextInput
                  size="sm"
                  disabled={!may}
                  label={t('inspector.desiredType')}
                  defaultValue={desired.type ?? ''}
                  onBlur={event => {
                    const type = event.currentTarget.value.trim() || null
                    if (type !== desired.type) wish({ ...desired, type })
                  }}
                />
              </Fresh>
              {may && (
                <Button variant="subtle" color="gray" size="xs" onClick={() => wish(null)}>
                  {t('inspector.withdraw')}
                </Button>
              )}
            </>
          ) : (
            may && (
              <Button variant="default" size="xs" onClick={() => wish({ valence: 0.5, type: null, statement: null })}>
                {t('inspector.desire')}
              </Button>
            )
          )}
        </section>
        <StepTalk step={step} />
        <StepHistory step={step.id} />
      </div>
    </>
  )
}

function Feeling({ value, disabled, onKeep }: { value: number; disabled: boolean; onKeep: (value: number) => void }) {
  const { t } = useTranslation('mapping')
  const figures = useFigures()
  return (
    <Fresh of={value}>
      <Slider
        min={-1}
        max={1}
        step={0.1}
        startPointValue={0}
        size="sm"
        mb={18}
        disabled={disabled}
        defaultValue={value}
        label={at => figures.feeling(at)}
        thumbLabel={t('inspector.feeling')}
        thumbProps={{ 'aria-valuetext': t('inspector.valence', { value: figures.feeling(value) }) }}
        marks={[
          { value: -1, label: '−1' },
          { value: 0, label: '0' },
          { value: 1, label: '+1' },
        ]}
        onChangeEnd={onKeep}
      />
    </Fresh>
  )
}
