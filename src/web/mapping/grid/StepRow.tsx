import { useTranslation } from 'react-i18next'
import { useLabels } from '../../kit/label.ts'
import { useMapView } from '../../measuring/data.ts'
import { useEditing } from '../editing.ts'
import { blankStep, shiftStep } from '../edits.ts'
import { useMapPlace } from '../map-place.ts'
import { GridCell } from './GridCell.tsx'
import { GridRow } from './GridRow.tsx'
import styles from './map-grid.module.css'
import { RowMenu } from './RowMenu.tsx'
import { WritableCell } from './WritableCell.tsx'

/** The steps, in the customer's words. */
export function StepRow() {
  const { t } = useTranslation('mapping')
  const { say, write } = useLabels()
  const { map } = useMapPlace()
  const { edit } = useEditing()
  const { view, show } = useMapView()
  let column = 0
  return (
    <GridRow row={1} className={styles.steps}>
      <GridCell role="rowheader" row={1} column={0} className={styles.title}>
        <b>{t('grid.steps')}</b>
      </GridCell>
      {map.phases.flatMap(phase =>
        phase.steps.map((step, index) => {
          column += 1
          const name = say(step.title)
          const left = shiftStep(map, step.id, -1)
          const right = shiftStep(map, step.id, 1)
          const fresh = () => blankStep(write(null, t('grid.newStep')))
          return (
            <WritableCell
              key={step.id}
              role="columnheader"
              row={1}
              column={column}
              className={view.step === step.id ? `${styles.step} ${styles.chosen}` : styles.step}
              words={name}
              label={t('menus.rename')}
              keys={{
                'Alt+ArrowLeft': left && (() => edit(left)),
                'Alt+ArrowRight': right && (() => edit(right)),
                'Ctrl+Shift+ArrowLeft': () => edit({ op: 'addStep', phase: phase.id, step: fresh(), at: index }),
                'Ctrl+Shift+ArrowRight': () => edit({ op: 'addStep', phase: phase.id, step: fresh(), at: index + 1 }),
              }}
              onWrite={words =>
                words !== '' &&
                words !== name &&
                void edit({ op: 'setStep', step: step.id, set: { title: write(step.title, words) } })
              }
            >
              <button
                type="button"
                tabIndex={-1}
                className={styles.stepName}
                onClick={() => show({ step: step.id, touchpoint: undefined })}
              >
                {name}
              </button>
              <RowMenu
                label={t('menus.step', { name })}
                cell={{ row: 1, column }}
                items={[
                  {
                    label: t('menus.stepBefore'),
                    do: () => edit({ op: 'addStep', phase: phase.id, step: fresh(), at: index }),
                  },
                  {
                    label: t('menus.stepAfter'),
                    do: () => edit({ op: 'addStep', phase: phase.id, step: fresh(), at: index + 1 }),
                  },
                  left !== undefined && { label: t('menus.moveLeft'), do: () => edit(left) },
                  right !== undefined && { label: t('menus.moveRight'), do: () => edit(right) },
                  phase.steps.length > 1 && {
                    label: t('menus.remove'),
                    grave: true,
                    do: () => edit({ op: 'removeStep', step: step.id }),
                  },
                ]}
              />
            </WritableCell>
          )
        }),
      )}
    </GridRow>
  )
}
