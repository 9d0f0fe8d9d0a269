import { useRef } from 'react'
import type { Step } from '../../../vocabulary/map/journey-map.ts'
import type { Placement } from '../../../vocabulary/touchpoint.ts'
import { shadeOf } from '../../charts/feeling.ts'
import { ContactMarks } from '../lived/ContactMarks.tsx'
import { DeviationMarks } from '../lived/DeviationMarks.tsx'
import { useMapPlace } from '../map-place.ts'
import { TalkBadge } from '../talk/TalkBadge.tsx'
import { useAsk } from './ask.ts'
import styles from './card.module.css'
import { useCellTools } from './cell-tools.ts'
import { useDraggable, useDropPlace } from './drag.ts'
import { EvidenceMark } from './EvidenceMark.tsx'
import { useGridActs } from './grid-acts.ts'
import { useGrid, useGridStore } from './grid-state.ts'
import { RowMenu } from './RowMenu.tsx'
import { TouchpointCard } from './TouchpointCard.tsx'

/** A card in the grid: it is dragged, chosen with others by Ctrl and a click, and has its menu. */
export function GridCard({ placement, step, lane }: { placement: Placement; step: Step; lane: string }) {
  const tools = useCellTools()
  const { t: m, g: t, say, may, show, compact } = tools
  const { touchpoints, moments } = useMapPlace()
  const { commands, range } = useGridActs()
  const ask = useAsk()
  const store = useGridStore()
  const states = useGrid(
    state => (state.chosen.has(placement.id) ? 1 : 0) + (state.selected.touchpoint === placement.id ? 2 : 0),
  )
  const chosen = states % 2 === 1
  const opened = states > 1
  const box = useRef<HTMLDivElement>(null)
  const index = step.placements.indexOf(placement)
  const dragged = useDraggable(box, may, () => {
    const together = store.get().chosen
    return {
      kind: 'placements',
      ids: together.has(placement.id) ? [...together] : [placement.id],
    }
  })
  const edge = useDropPlace(box, ['placements'], { kind: 'card', step: step.id, index }, 'vertical')
  const name = say(touchpoints.get(placement.touchpoint)?.name)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: choosing by Ctrl and a click has its key, Ctrl+Space on the card.
    <div
      ref={box}
      className={styles.cardBox}
      data-chosen={chosen ? '' : undefined}
      data-dragged={dragged ? '' : undefined}
      data-edge={edge}
      onClickCapture={event => {
        if (!event.ctrlKey && !event.metaKey) return
        event.preventDefault()
        event.stopPropagation()
        range.choose(placement.id)
      }}
      onContextMenu={event => {
        if (!may || event.ctrlKey) return
        event.preventDefault()
        box.current?.querySelector<HTMLElement>('[aria-haspopup="menu"]')?.click()
      }}
    >
      {compact ? (
        <Mark placement={placement} name={name} />
      ) : (
        <TouchpointCard placement={placement} chosen={opened} tools={tools} />
      )}
      {!compact && (
        <>
          <TalkBadge target={{ kind: 'placement', id: placement.id }} votable />
          <DeviationMarks placement={placement.id} />
          <ContactMarks placement={placement} />
          <span className={styles.below}>
            <EvidenceMark
              ids={placement.evidence}
              onOpen={() => show({ touchpoint: placement.id, step: undefined, tab: 'evidence' })}
            />
          </span>
          <span className={styles.menu}>
            <RowMenu
              label={t('menu.card', { name })}
              spot={{ row: lane, column: step.id }}
              items={() => [
                { label: t('menu.open'), keys: '↵', do: () => show({ touchpoint: placement.id, step: undefined }) },
                {
                  label: t('menu.moveTo'),
                  do: () => ask.open({ kind: 'move', what: { kind: 'placements', ids: [placement.id] } }),
                },
                { label: t('menu.duplicate'), keys: 'Ctrl D', do: () => commands.copyPlacements([placement]) },
                {
                  label: moments.has(placement.id) ? m('inspector.unmarkMoment') : m('inspector.markMoment'),
                  keys: 'M',
                  do: () => commands.toggleMoment(placement),
                },
                { label: t('menu.choose'), keys: 'Ctrl ␣', do: () => range.choose(placement.id) },
                { label: m('inspector.remove'), grave: true, do: () => range.remove([placement]) },
              ]}
            />
          </span>
        </>
      )}
    </div>
  )
}

/** A card where there is no room for one: a mark that has its shade, full where it is expected, a lozenge where it decides. */
function Mark({ placement, name }: { placement: Placement; name: string }) {
  const { figures, show } = useCellTools()
  const pressed = useGrid(({ selected }) => selected.touchpoint === placement.id)
  const { measured, moments } = useMapPlace()
  const mean = measured
    .get(placement.touchpoint)
    ?.satisfaction.find(one => one.reading !== 'hidden' && one.mean !== null)?.mean
  const words = typeof mean === 'number' ? `${name}, ${figures.feeling(mean)}` : name
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.mark}
      data-placement={placement.id}
      data-feeling={typeof mean === 'number' ? shadeOf(mean) : undefined}
      data-presence={placement.presence}
      data-moment={moments.has(placement.id) ? '' : undefined}
      aria-pressed={pressed}
      aria-label={words}
      title={words}
      onClick={() => show({ touchpoint: placement.id, step: undefined })}
    />
  )
}
