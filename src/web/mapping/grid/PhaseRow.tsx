import { useTranslation } from 'react-i18next'
import { useLabels } from '../../kit/label.ts'
import { useEditing } from '../editing.ts'
import { blankPhase } from '../edits.ts'
import { useMapPlace } from '../map-place.ts'
import { GridCell } from './GridCell.tsx'
import { GridRow } from './GridRow.tsx'
import styles from './map-grid.module.css'
import { RowMenu } from './RowMenu.tsx'
import { WritableCell } from './WritableCell.tsx'

/** The phases, each over its steps. */
export function PhaseRow() {
  const { t } = useTranslation('mapping')
  const { say, write } = useLabels()
  const { map } = useMapPlace()
  const { edit } = useEditing()
  let column = 1
  return (
    <GridRow row={0} className={styles.phases}>
      <GridCell role="rowheader" row={0} column={0} className={styles.title}>
        <b>{t('grid.phases')}</b>
      </GridCell>
      {map.phases.map((phase, index) => {
        const first = column
        const name = say(phase.name)
        column += phase.steps.length
        return (
          <WritableCell
            key={phase.id}
            role="columnheader"
            row={0}
            column={first}
            span={phase.steps.length}
            className={styles.phase}
            words={name}
            label={t('menus.rename')}
            keys={{
              'Alt+ArrowLeft': index > 0 && (() => edit({ op: 'movePhase', phase: phase.id, to: index - 1 })),
              'Alt+ArrowRight':
                index < map.phases.length - 1 && (() => edit({ op: 'movePhase', phase: phase.id, to: index + 1 })),
            }}
            onWrite={words =>
              words !== '' &&
              words !== name &&
              void edit({ op: 'setPhase', phase: phase.id, set: { name: write(phase.name, words) } })
            }
          >
            <span>{name}</span>
            <RowMenu
              label={t('menus.phase', { name })}
              cell={{ row: 0, column: first }}
              items={[
                {
                  label: t('menus.phaseAfter'),
                  do: () =>
                    edit({
                      op: 'addPhase',
                      phase: blankPhase(write(null, t('grid.newPhase')), write(null, t('grid.newStep'))),
                      at: index + 1,
                    }),
                },
                index > 0 && {
                  label: t('menus.moveLeft'),
                  do: () => edit({ op: 'movePhase', phase: phase.id, to: index - 1 }),
                },
                index < map.phases.length - 1 && {
                  label: t('menus.moveRight'),
                  do: () => edit({ op: 'movePhase', phase: phase.id, to: index + 1 }),
                },
                map.phases.length > 1 && {
                  label: t('menus.remove'),
                  grave: true,
                  do: () => edit({ op: 'removePhase', phase: phase.id }),
                },
              ]}
            />
          </WritableCell>
        )
      })}
    </GridRow>
  )
}
