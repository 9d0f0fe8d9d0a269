import { useTranslation } from 'react-i18next'
import { useLabels } from '../../kit/label.ts'
import { useEditing } from '../editing.ts'
import { useGridStanding } from '../live/use-grid-standing.ts'
import { useMapPlace } from '../map-place.ts'
import { EmotionRow } from './EmotionRow.tsx'
import { GridStateProvider, useGridKeys } from './grid-state.ts'
import { LaneRow } from './LaneRow.tsx'
import styles from './map-grid.module.css'
import { PhaseRow } from './PhaseRow.tsx'
import { StepRow } from './StepRow.tsx'

/** The map as an ARIA grid: lane titles frozen on the left, phases and steps on top. */
export function MapGrid() {
  const { t } = useTranslation('mapping')
  const { say } = useLabels()
  const { whole, steps, lanes } = useMapPlace()
  const { may } = useEditing()
  const { grid, state, onKeyDown } = useGridKeys(lanes.length + 2, steps.length + 1, may)
  useGridStanding(state)
  return (
    <GridStateProvider value={state}>
      <div className={styles.scroller}>
        {/* biome-ignore lint/a11y/useSemanticElements: a grid that is edited in place is no table. */}
        <div
          ref={grid}
          role="grid"
          tabIndex={-1}
          aria-label={t('grid.label', { name: say(whole.journey.name) })}
          aria-rowcount={lanes.length + 2}
          aria-colcount={steps.length + 1}
          aria-describedby="grid-help"
          className={styles.grid}
          style={{ '--steps': steps.length } as React.CSSProperties}
          onKeyDown={onKeyDown}
        >
          <PhaseRow />
          <StepRow />
          {lanes.map((lane, index) =>
            lane.type === 'emotion' ? (
              <EmotionRow key={lane.id} lane={lane} row={index + 2} />
            ) : (
              <LaneRow key={lane.id} lane={lane} row={index + 2} />
            ),
          )}
        </div>
        <p id="grid-help" className="unseen">
          {t('grid.help')}
        </p>
      </div>
    </GridStateProvider>
  )
}
