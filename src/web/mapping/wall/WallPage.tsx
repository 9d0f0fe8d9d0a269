import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay, useWorkspace, useWorkspaceKey } from '../../admitting/data.ts'
import { useFigures, ZoneProvider } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { useMeasures } from '../../measuring/data.ts'
import { useMapId, useWholeMap } from '../data.ts'
import { feelingsOf } from '../grid/feelings.ts'
import { useJoin } from '../live/use-live-map.ts'
import { MapPlaceProvider, placeOf, useMapPlace } from '../map-place.ts'
import { useAwake, useWallKeys } from './use-wall-keys.ts'
import { WallCurve } from './WallCurve.tsx'
import { WallPhase } from './WallPhase.tsx'
import styles from './wall.module.css'
import { usualTurn, type WallView } from './wall-view.ts'

/** The map for a meeting room: one screen, large type, nothing to press, as live as the map itself. */
export function WallPage() {
  const workspace = useWorkspace()
  const id = useMapId()
  const whole = useWholeMap()
  const measures = useMeasures(useMay()('measure.read') ? id : '')
  useJoin()
  const view = useSearch({ strict: false }) as WallView
  const figures = view.view === 'designed' ? undefined : measures.data
  const place = useMemo(() => (whole.data ? placeOf(whole.data, figures) : undefined), [whole.data, figures])
  if (whole.error && !place) return <Trouble error={whole.error} retry={() => void whole.refetch()} />
  if (!place) return <Waiting lines={9} />
  return (
    <ZoneProvider value={workspace?.timeZone}>
      <MapPlaceProvider value={place}>
        <Wall view={view} />
      </MapPlaceProvider>
    </ZoneProvider>
  )
}

function Wall({ view }: { view: WallView }) {
  const { t } = useTranslation('wall')
  const { say } = useLabels()
  const figures = useFigures()
  const place = useMapPlace()
  const { whole, map, measures } = place
  const workspace = useWorkspaceKey()
  const navigate = useNavigate()
  const points = useMemo(() => feelingsOf(place), [place])
  const byStep = useMemo(() => new Map(points.map(point => [point.step, point])), [points])
  const count = map.phases.length
  const at = Math.min(count, view.at ?? 1) - 1
  const { turn, at: _, ...filters } = view
  const go = (next: WallView) => void navigate({ to: '.', search: next as never, replace: true })
  const show = (index: number) => go({ ...view, at: ((index + count) % Math.max(count, 1)) + 1 })
  useWallKeys({
    move: by => show(at + by),
    toggleTurn: () => go({ ...filters, at: at + 1, ...(turn ? {} : { turn: usualTurn }) }),
    leave: () => void navigate({ to: '/w/$workspace/maps/$map', params: { workspace, map: map.id }, search: filters }),
  })
  useAwake()
  // biome-ignore lint/correctness/useExhaustiveDependencies: each phase stays its time, from when it came.
  useEffect(() => {
    if (!turn || count < 2) return
    const timer = setTimeout(() => show(at + 1), turn * 1000)
    return () => clearTimeout(timer)
  }, [turn, at, count])
  const phase = map.phases[at]
  const own = say(map.name)
  const name = say(whole.journey.name)
  const facts = [
    own === name ? '' : own,
    measures && measures.cases.value !== null ? t('journeys', { count: measures.cases.value }) : '',
    measures
      ? t('over', {
          from: figures.shortDay(measures.period.from),
          to: figures.day(new Date(Date.parse(measures.period.to) - 1)),
        })
      : '',
  ]
  return (
    <main className={styles.wall}>
      <header className={styles.head}>
        <h1>{name}</h1>
        <p>{facts.filter(Boolean).join(' · ')}</p>
      </header>
      {points.length > 0 && <WallCurve points={points} shown={at} />}
      {phase ? (
        <section
          className={styles.phase}
          aria-live="polite"
          aria-label={t('region', { phase: say(phase.name), number: at + 1, count })}
        >
          <h2>
            {say(phase.name)}
            {phase.goal && <small>{say(phase.goal)}</small>}
          </h2>
          <WallPhase phase={phase} points={byStep} />
        </section>
      ) : (
        <p className={styles.none}>{t('empty')}</p>
      )}
      <Hint turning={turn !== undefined} />
    </main>
  )
}

/** The keys, for some seconds after the wall came or somebody touched mouse or keyboard. */
function Hint({ turning }: { turning: boolean }) {
  const { t } = useTranslation('wall')
  const [isShown, setShown] = useState(true)
  useEffect(() => {
    let timer = setTimeout(() => setShown(false), 8000)
    const wake = () => {
      setShown(true)
      clearTimeout(timer)
      timer = setTimeout(() => setShown(false), 8000)
    }
    addEventListener('pointermove', wake)
    addEventListener('keydown', wake)
    return () => {
      clearTimeout(timer)
      removeEventListener('pointermove', wake)
      removeEventListener('keydown', wake)
    }
  }, [])
  return (
    <p className={styles.hint} data-shown={isShown ? '' : undefined}>
      {t('keys', { turning: t(turning ? 'stay' : 'turn') })}
    </p>
  )
}
