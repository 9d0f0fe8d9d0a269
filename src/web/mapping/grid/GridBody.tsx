import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { useMapView } from '../../measuring/data.ts'
import { useEditing } from '../editing.ts'
import { useGridStanding } from '../live/use-grid-standing.ts'
import { useOthers } from '../live/use-live-map.ts'
import { FlowRow, flowRow } from '../lived/FlowRow.tsx'
import { TipOver } from '../lived/TipOver.tsx'
import { useMapPlace } from '../map-place.ts'
import { BulkBar } from './BulkBar.tsx'
import { CellMenu } from './CellMenu.tsx'
import { type CellTools, CellToolsProvider } from './cell-tools.ts'
import { columnsOf, layoutOf, stepsRow, titlesColumn } from './columns.ts'
import { EmotionRow } from './EmotionRow.tsx'
import { FindBar } from './FindBar.tsx'
import { personaShown } from './feelings.ts'
import { listIn } from './folding.ts'
import { GridActsProvider } from './grid-acts.ts'
import { useGrid, useGridStore } from './grid-state.ts'
import { type GridView, GridViewProvider, startsOf } from './grid-view.ts'
import { HintsOver } from './HintsOver.tsx'
import { LaneRow } from './LaneRow.tsx'
import { useTagsOf } from './lane-tags.ts'
import styles from './map-grid.module.css'
import { PhaseRow } from './PhaseRow.tsx'
import { ShownColumns } from './ShownColumns.tsx'
import { StepRow } from './StepRow.tsx'
import { UnderGrid } from './UnderGrid.tsx'
import { useCellWords } from './use-cell-words.ts'
import { useCommands } from './use-commands.ts'
import { useDrops } from './use-drops.ts'
import { useGridKeys } from './use-grid-keys.ts'
import { usePageKeys } from './use-page-keys.ts'
import { usePanning } from './use-panning.ts'
import { useRange } from './use-range.ts'
import { laneWidth, sizesFor, useZoom } from './zooming.ts'

/** The grid as it is drawn: which columns, how wide, and what keys, clipboard and mouse do in it. */
export function GridBody() {
  const { t } = useTranslation('mapping')
  const { say } = useLabels()
  const { whole, map, lanes: all } = useMapPlace()
  const { view, show } = useMapView()
  const store = useGridStore()
  const zoom = useZoom()
  const persona = useMemo(() => personaShown(view.persona, map), [view.persona, map])
  const lanes = useMemo(() => {
    const hidden = listIn(view.hide)
    return all.filter(lane => !hidden.has(lane.id))
  }, [all, view.hide])
  const isLived = view.view !== 'designed'
  const withFlow = isLived && whole.version === null && !listIn(view.hide).has(flowRow)
  const layout = useMemo(
    () => layoutOf(columnsOf(map, listIn(view.fold)), withFlow ? [{ id: flowRow }, ...lanes] : lanes),
    [map, view.fold, lanes, withFlow],
  )
  useLayoutEffect(() => store.relayout(layout), [store, layout])

  const scroller = useRef<HTMLDivElement>(null)
  const room = useRoom(scroller)
  const folds = layout.columns.filter(column => column.kind === 'fold').length
  const sizes = useMemo(
    () => sizesFor(zoom.level, room, layout.columns.length - folds, folds),
    [zoom.level, room, layout.columns.length, folds],
  )
  const { starts, total } = useMemo(() => startsOf(sizes, layout.columns), [sizes, layout.columns])
  const both = view.both === 'yes'
  const showLater = useRef(show)
  showLater.current = show
  const gridView = useMemo(
    (): GridView => ({
      ...sizes,
      layout,
      starts,
      total,
      persona,
      setPersona: next => showLater.current({ persona: next ?? 'all' }),
      epoch: `${map.id} ${sizes.stepWidth} ${sizes.zoom} ${both} ${whole.revision}`,
    }),
    [sizes, layout, starts, total, both, persona, map.id, whole.revision],
  )

  const tools = useTools({
    persona,
    both,
    compact: sizes.compact,
    isGap: view.view === 'gap',
    isLived,
  })
  useSelection()
  const words = useCellWords(persona)
  const commands = useCommands()
  const range = useRange(layout, words, commands)
  const onKeyDown = useGridKeys(layout, commands, range)
  const acts = useMemo(() => ({ commands, range }), [commands, range])
  const [finding, setFinding] = useState(false)
  usePageKeys({ find: () => setFinding(true), zoom })
  usePanning(scroller, zoom)
  useDrops()
  useDraggedRange(scroller)

  return (
    <GridViewProvider value={gridView}>
      <ShownColumns scroller={scroller}>
        <CellToolsProvider value={tools}>
          <GridActsProvider value={acts}>
            <HintsOver>
              <CellMenu
                clear={spot => {
                  store.set({ here: spot, anchor: undefined })
                  range.clear()
                }}
              >
                <div className={styles.frame}>
                  {finding && <FindBar words={words} close={() => setFinding(false)} />}
                  <div ref={scroller} className={styles.scroller} data-scroller>
                    {/* biome-ignore lint/a11y/useSemanticElements: a grid that is edited in place is no table. */}
                    <div
                      role="grid"
                      tabIndex={-1}
                      aria-label={t('grid.label', { name: say(whole.journey.name) })}
                      aria-rowcount={layout.rows.length}
                      aria-colcount={layout.columns.length + 1}
                      aria-multiselectable
                      aria-describedby="grid-help"
                      className={styles.grid}
                      data-compact={sizes.compact ? '' : undefined}
                      style={
                        {
                          width: total + laneWidth,
                          zoom: sizes.zoom,
                          '--lane': `${laneWidth}px`,
                        } as React.CSSProperties
                      }
                      onKeyDown={onKeyDown}
                      onCopy={range.onCopy}
                      onCut={range.onCut}
                      onPaste={range.onPaste}
                    >
                      <PhaseRow />
                      <StepRow />
                      {withFlow && <FlowRow rowAt={layout.rowAt.get(flowRow)!} />}
                      {lanes.map(lane => {
                        const Row = lane.type === 'emotion' ? EmotionRow : LaneRow
                        return <Row key={lane.id} lane={lane} rowAt={layout.rowAt.get(lane.id)!} />
                      })}
                    </div>
                    <UnderGrid />
                    <p id="grid-help" className="unseen">
                      {t('grid.help')}
                    </p>
                  </div>
                  <TipOver scroller={scroller} />
                  <BulkBar />
                  <Said />
                  <Standing />
                </div>
              </CellMenu>
            </HintsOver>
          </GridActsProvider>
        </CellToolsProvider>
      </ShownColumns>
    </GridViewProvider>
  )
}

/** What the cells need, made once. The ways to change and to select stay the same whatever was changed last. */
function useTools(looks: Pick<CellTools, 'persona' | 'both' | 'compact' | 'isGap' | 'isLived'>): CellTools {
  const { t } = useTranslation('mapping')
  const g = useTranslation('grid').t
  const m = useTranslation('measuring').t
  const figures = useFigures()
  const { say } = useLabels()
  const tagsOf = useTagsOf()
  const editing = useEditing()
  const { show } = useMapView()
  const latest = useRef({ editing, show })
  latest.current = { editing, show }
  const { may } = editing
  const { persona, both, compact, isGap, isLived } = looks
  return useMemo(
    () => ({
      t,
      g,
      m,
      figures,
      say,
      tagsOf,
      may,
      persona,
      both,
      compact,
      isGap,
      isLived,
      edit: (...edits) => latest.current.editing.edit(...edits),
      show: change => latest.current.show(change),
    }),
    [t, g, m, figures, say, tagsOf, may, persona, both, compact, isGap, isLived],
  )
}

/** What the address selects, where cells can look at it one by one. */
function useSelection(): void {
  const { view } = useMapView()
  const store = useGridStore()
  const { touchpoint, step, lane, phase } = view
  useLayoutEffect(
    () => store.set({ selected: { touchpoint, step, lane, phase } }),
    [store, touchpoint, step, lane, phase],
  )
}

/** What happened last, told to those who hear the map. */
function Said() {
  const said = useGrid(state => state.said)
  return (
    <p role="status" aria-live="polite" className="unseen">
      {said}
    </p>
  )
}

/** Tells the others where the reader stands. Apart, so that a step from cell to cell draws nothing else again. */
function Standing() {
  const here = useGrid(state => state.here)
  const writing = useGrid(state => state.writing)
  useGridStanding({ here, writing })
  const others = useOthers()
  const store = useGridStore()
  useEffect(() => {
    const places = others.flatMap(({ place }) =>
      place ? [`${place.lane ?? stepsRow} ${place.step ?? titlesColumn}`] : [],
    )
    store.set({ peopled: new Set(places) })
  }, [others, store])
  return null
}

/** The width of the window on the grid. */
function useRoom(scroller: React.RefObject<HTMLDivElement | null>): number {
  const [room, setRoom] = useState(1200)
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    setRoom(element.clientWidth)
    const watch = new ResizeObserver(() => setRoom(element.clientWidth))
    watch.observe(element)
    return () => watch.disconnect()
  }, [scroller])
  return room
}

/** Shift and a click, or a drag over the cells, select a range. */
function useDraggedRange(scroller: React.RefObject<HTMLDivElement | null>): void {
  const store = useGridStore()
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const spotAt = (target: EventTarget | null) => {
      const cell = (target as HTMLElement | null)?.closest<HTMLElement>('[role="gridcell"]')
      return cell?.dataset.row && cell.dataset.column
        ? { row: cell.dataset.row, column: cell.dataset.column }
        : undefined
    }
    const begin = (event: PointerEvent) => {
      const target = event.target as HTMLElement
      const spot = spotAt(target)
      if (event.button !== 0 || !spot) return
      if (event.shiftKey) {
        event.preventDefault()
        store.goTo(spot, { extend: true })
        return
      }
      if (store.get().anchor) store.set({ anchor: undefined })
      // Cards are dragged themselves, handles are moved, words are selected.
      if (target.closest('button, a, textarea, input, select, [role="slider"], [draggable="true"]')) return
      const follow = (move: PointerEvent) => {
        const over = spotAt(document.elementFromPoint(move.clientX, move.clientY))
        if (!over || (over.row === spot.row && over.column === spot.column && !store.get().anchor)) return
        store.set({ anchor: spot, here: over })
      }
      const end = () => {
        removeEventListener('pointermove', follow)
        const { anchor, here } = store.get()
        if (anchor) store.goTo(here, { extend: true })
      }
      addEventListener('pointermove', follow)
      addEventListener('pointerup', end, { once: true })
      addEventListener('pointercancel', end, { once: true })
    }
    let scrolledAt = 0
    const scrolled = () => {
      scrolledAt = performance.now()
    }
    const point = (event: PointerEvent) => {
      // What slides below the mouse is not pointed at.
      if (performance.now() - scrolledAt < 150) return
      const over = spotAt(event.target)
      const { pointed } = store.get()
      if (over?.row !== pointed?.row || over?.column !== pointed?.column) store.set({ pointed: over })
    }
    element.addEventListener('pointerdown', begin)
    element.addEventListener('pointerover', point)
    element.addEventListener('scroll', scrolled, { passive: true })
    return () => {
      element.removeEventListener('pointerdown', begin)
      element.removeEventListener('pointerover', point)
      element.removeEventListener('scroll', scrolled)
    }
  }, [scroller, store])
}
