import { useTranslation } from 'react-i18next'
import type { Lane, Step } from '../../../vocabulary/map/journey-map.ts'
import { useLabels } from '../../kit/label.ts'
import { useEditing } from '../editing.ts'
import { writeCell } from '../edits.ts'
import styles from '../inspector.module.css'
import { writePicture } from '../pictures/cell-picture.ts'
import { PictureField } from '../pictures/PictureField.tsx'
import { Discussion } from '../talk/Discussion.tsx'
import { BothWords } from './BothWords.tsx'
import { EvidenceField } from './EvidenceField.tsx'

/** A cell: its words in both languages, what backs them, and what is said about it. */
export function CellInspector({ step, lane }: { step: Step; lane: Lane }) {
  const { t } = useTranslation('mapping')
  const p = useTranslation('pictures').t
  const { say } = useLabels()
  const { edit } = useEditing()
  const isDesired = lane.type === 'desired'
  const cell = step.cells.find(one => one.lane === lane.id)
  const { desired } = step.emotion
  return (
    <>
      <p className={styles.where}>{say(step.title)}</p>
      <h2 className={styles.name}>{say(lane.name) || t(`lanes.${lane.type}`)}</h2>
      <div className={styles.fields}>
        {lane.type === 'image' && (
          <PictureField value={cell?.picture} onKeep={picture => void edit(writePicture(step, lane.id, picture))} />
        )}
        <BothWords
          {...(lane.type === 'image' ? { label: p('caption') } : {})}
          rows={lane.type === 'image' ? 1 : 3}
          value={isDesired ? desired?.statement : cell?.text}
          onKeep={next =>
            void edit(
              isDesired
                ? {
                    op: 'setDesired',
                    step: step.id,
                    desired: { ...(desired ?? { valence: 0.5, type: null }), statement: next },
                  }
                : writeCell(step, lane.id, next),
            )
          }
        />
        {!isDesired && (
          <EvidenceField
            ids={cell?.evidence ?? []}
            edits={evidence => [
              {
                op: 'setCell',
                step: step.id,
                lane: lane.id,
                cell: { ...(cell ?? { lane: lane.id, text: null, refs: [], span: 1 }), evidence: [...evidence] },
              },
            ]}
          />
        )}
        <Discussion target={{ kind: 'cell', step: step.id, lane: lane.id }} step={step.id} />
      </div>
    </>
  )
}
