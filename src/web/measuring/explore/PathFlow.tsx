import { Button } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PathsAnswer } from '../../../contract/exploring.ts'
import { cutTo } from '../../charts/box-lines.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { useMapView } from '../data.ts'
import styles from './explore.module.css'
import { drawPaths, placeWidth } from './path-flow.ts'
import { useTenths } from './use-explain.ts'
import { usePlaceName } from './use-place-name.ts'

const leastColumn = 168

/** Journeys as ribbons from step to step. Pointing reads a flow, a click keeps it; the tables below say the same. */
export function PathFlow({ paths, name }: { paths: PathsAnswer; name: (id: string) => string }) {
  const { t } = useTranslation('explore')
  const figures = useFigures()
  const tenths = useTenths()
  const { view, show } = useMapView()
  const placeName = usePlaceName(name)
  const { ref, width } = useElementSize()
  const frame = useRef<HTMLDivElement>(null)
  const [pointed, setPointed] = useState<readonly string[]>()
  const before = view.direction === 'before'
  const columnWidth = Math.max(leastColumn, Math.floor(width / Math.max(1, paths.columns.length)))
  const drawing = useMemo(() => drawPaths(paths, { columnWidth, before }), [paths, columnWidth, before])
  // What came before is told from the right, so that is where one begins to look.
  useEffect(() => {
    if (before) frame.current?.querySelector('section')?.scrollTo({ left: drawing.width })
  }, [before, drawing.width])
  const [depth, from, to] = pointed ?? view.flow ?? []
  const isFlow = (flow: { depth: number; from: string; to: string }) =>
    to === undefined
      ? (String(flow.depth) === depth && flow.from === from) || (String(flow.depth + 1) === depth && flow.to === from)
      : String(flow.depth) === depth && flow.from === from && flow.to === to
  const lit = drawing.flows.filter(isFlow)
  const isLit = (place: { depth: number; key: string }) =>
    (String(place.depth) === depth && place.key === from) ||
    lit.some(
      flow =>
        (flow.depth === place.depth && flow.from === place.key) ||
        (flow.depth + 1 === place.depth && flow.to === place.key),
    )
  const place = drawing.places.find(one => String(one.depth) === depth && one.key === from)
  const flow = to === undefined ? undefined : lit[0]
  const apart = place !== undefined && (to === undefined || flow !== undefined)
  const said = !place
    ? undefined
    : flow
      ? t('paths.flow', {
          from: placeName(place),
          to: placeName(drawing.places.find(one => one.depth === place.depth + 1 && one.key === to)!),
          cases: figures.whole(flow.cases),
          ofStep: tenths(flow.cases / place.cases),
          share: tenths(flow.cases / paths.anchored),
        })
      : t('paths.place', {
          activity: placeName(place),
          depth: place.depth,
          cases: figures.whole(place.cases),
          share: tenths(place.share),
        })
  const pointAt = (target: readonly string[]) => ({
    onPointerEnter: () => setPointed(target),
    onPointerLeave: () => setPointed(undefined),
    onClick: () => show({ flow: target.join() === view.flow?.join() ? undefined : target }),
  })
  return (
    <div ref={frame}>
      <div ref={ref} />
      <Scroll className={styles.flow} label={t('paths.drawing')}>
        <svg
          width={drawing.width}
          height={drawing.height}
          viewBox={`0 0 ${drawing.width} ${drawing.height}`}
          data-apart={apart || undefined}
          aria-hidden="true"
        >
          {paths.columns.map(column => (
            <text
              key={column.depth}
              x={(before ? paths.columns.length - column.depth : column.depth - 1) * columnWidth}
              y="12"
              className={styles.columnName}
            >
              {t('paths.column', { depth: column.depth })}
            </text>
          ))}
          {drawing.flows.map(one => (
            <path
              key={`${one.depth} ${one.from} ${one.to}`}
              d={one.d}
              strokeWidth={one.width}
              className={styles.ribbon}
              data-kind={one.to === 'stop' ? 'stop' : undefined}
              data-lit={(apart && isFlow(one)) || undefined}
              {...pointAt([String(one.depth), one.from, one.to])}
            />
          ))}
          {drawing.places.map(one => (
            <g
              key={`${one.depth} ${one.key}`}
              className={styles.place}
              data-kind={one.kind}
              data-lit={isLit(one) || undefined}
              {...pointAt([String(one.depth), one.key])}
            >
              <rect x={one.x} y={one.y} width={placeWidth} height={one.height} rx="2" />
              <text x={one.x + placeWidth + 7} y={one.y + 12}>
                {cutTo(placeName(one), columnWidth - 24)}
              </text>
              <text x={one.x + placeWidth + 7} y={one.y + 27} className={styles.amount}>
                {figures.whole(one.cases)} · {tenths(one.share)}
              </text>
            </g>
          ))}
        </svg>
      </Scroll>
      <p className={styles.told} data-hint={said === undefined || undefined} aria-live="polite">
        {said ?? t('paths.hint')}
        {view.flow && (
          <Button variant="subtle" size="compact-xs" onClick={() => show({ flow: undefined })}>
            {t('paths.release')}
          </Button>
        )}
      </p>
    </div>
  )
}
