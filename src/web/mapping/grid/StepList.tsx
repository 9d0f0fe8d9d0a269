import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { EmotionCurve } from '../../charts/EmotionCurve.tsx'
import { shadeOf } from '../../charts/feeling.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { useMapView } from '../../measuring/data.ts'
import { ContactMarks } from '../lived/ContactMarks.tsx'
import { DeviationMarks } from '../lived/DeviationMarks.tsx'
import { StepLived } from '../lived/StepLived.tsx'
import { SubJourneyMark } from '../lived/SubJourneyMark.tsx'
import { useMapPlace } from '../map-place.ts'
import { StepTalkMark } from '../talk/StepTalkMark.tsx'
import { TalkBadge } from '../talk/TalkBadge.tsx'
import { useFeelingWords } from './feeling-words.ts'
import { feelingsOf } from './feelings.ts'
import { useTagsOf } from './lane-tags.ts'
import styles from './step-list.module.css'
import { TouchpointCard } from './TouchpointCard.tsx'

/** The map on a phone: read downwards, phase by phase, with the curve on top to see the whole. */
export function StepList() {
  const { t } = useTranslation('mapping')
  const kit = useTranslation('kit').t
  const { say } = useLabels()
  const figures = useFigures()
  const words = useFeelingWords()
  const tagsOf = useTagsOf()
  const place = useMapPlace()
  const { view, show } = useMapView()
  const m = useTranslation('measuring').t
  const tools = { m, figures, say, show }
  const points = useMemo(() => feelingsOf(place), [place])
  const thought = place.lanes.find(lane => lane.type === 'thought')
  let number = 0
  return (
    <div className={styles.list}>
      <Scroll className={styles.overview} label={t('lanes.emotion')}>
        <div style={{ minWidth: points.length * 84, position: 'relative', height: 170 }}>
          <EmotionCurve points={points} height={170} brief />
        </div>
      </Scroll>
      {place.map.phases.map(phase => (
        <section key={phase.id} aria-labelledby={phase.id}>
          <h2 id={phase.id} className={styles.phase}>
            {say(phase.name)}
          </h2>
          <ol className={styles.steps}>
            {phase.steps.map(step => {
              const point = points[number]
              number += 1
              const mean = point?.measured?.reading === 'hidden' ? null : (point?.measured?.mean ?? null)
              const said = thought && say(step.cells.find(cell => cell.lane === thought.id)?.text)
              const owners = tagsOf('people', step)
              return (
                <li key={step.id} className={styles.step}>
                  <div className={styles.head}>
                    <span className={styles.number} aria-hidden>
                      {number}
                    </span>
                    <h3>{say(step.title)}</h3>
                    {mean !== null && (
                      <b className={styles.feeling} data-feeling={shadeOf(mean)}>
                        {figures.feeling(mean)}
                      </b>
                    )}
                    <StepTalkMark step={step.id} />
                  </div>
                  <StepLived step={step} />
                  <SubJourneyMark step={step} />
                  {point && <p className={styles.words}>{words(point)}</p>}
                  {said && <p className={styles.thought}>{kit('quoted', { text: said })}</p>}
                  <div className={styles.cards}>
                    {step.placements.map(placement => (
                      <div key={placement.id} className={styles.card}>
                        <TouchpointCard placement={placement} chosen={view.touchpoint === placement.id} tools={tools} />
                        <TalkBadge target={{ kind: 'placement', id: placement.id }} votable />
                        <DeviationMarks placement={placement.id} />
                        <ContactMarks placement={placement} />
                      </div>
                    ))}
                  </div>
                  {owners.length > 0 && (
                    <p className={styles.words}>{figures.pair(t('lanes.people'), owners.join(', '))}</p>
                  )}
                </li>
              )
            })}
          </ol>
        </section>
      ))}
    </div>
  )
}
