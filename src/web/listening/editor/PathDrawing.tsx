import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WholeSurvey } from '../../../contract/listening.ts'
import type { Survey } from '../../../vocabulary/survey/survey.ts'
import { type RouteStop, routeOf } from '../../../vocabulary/survey/survey-route.ts'
import { useLabels } from '../../kit/label.ts'
import styles from './path.module.css'

const rowPx = 46
const railPx = 74
const lanePx = 9
const mostLanes = 5

/**
 * The way through the survey as a line with its stops: rings where only some come, crosses where nobody does, arcs from
 * the answers that lead there. What is drawn is said in words beside it.
 */
export function PathDrawing(props: {
  survey: Survey
  faults: WholeSurvey['faults']
  reach: (id: string, field?: string) => void
}) {
  const { survey, faults, reach } = props
  const { t } = useTranslation('surveyEditor')
  const stops = routeOf(survey, faults)
  const isBroken = stops.some(({ reached, kind }) => reached === 'nobody' || kind === 'missing')
  const [wished, setWished] = useState<boolean>()
  const isOpen = wished ?? isBroken
  const conditional = stops.filter(({ from, isDrawn }) => from.length > 0 || isDrawn).length
  if (conditional === 0 && !isBroken) return null
  return (
    <details className={styles.path} open={isOpen} onToggle={event => setWished(event.currentTarget.open)}>
      <summary>{t(isBroken ? 'path.broken' : 'path.title')}</summary>
      {isOpen && <Drawn survey={survey} stops={stops} reach={reach} />}
    </details>
  )
}

function Drawn(props: { survey: Survey; stops: readonly RouteStop[]; reach: (id: string, field?: string) => void }) {
  const { survey, stops, reach } = props
  const { t } = useTranslation('surveyEditor')
  const listening = useTranslation('listening').t
  const { say } = useLabels()
  const rows = new Map(stops.map(({ id }, at) => [id, at]))
  const questions = new Map(survey.pages.flatMap(page => page.questions).map(one => [one.id, one]))
  const endings = new Map(survey.endings.map(one => [one.id, one]))
  const nameOf = (id: string) => say(questions.get(id)?.text ?? endings.get(id)?.title) || listening('question')
  const y = (row: number) => row * rowPx + rowPx / 2
  const x = railPx - 14
  const arcs = stops.flatMap(stop =>
    stop.from.flatMap(from => {
      const [start, end] = [rows.get(from), rows.get(stop.id)]
      return start === undefined || end === undefined ? [] : [{ start, end, stop }]
    }),
  )
  const last = stops.findLastIndex(({ kind }) => kind === 'question')
  const wordsOf = ({ kind, reached, from, isDrawn }: RouteStop): string => {
    if (kind === 'missing') return t('path.endless')
    if (reached === 'nobody') return t('path.nobody')
    const first = from[0]
    if (first !== undefined) return t('path.after', { question: nameOf(first) })
    if (isDrawn) return t('path.drawn')
    return kind === 'ending' && reached === 'some' ? t('path.others') : t('path.all')
  }
  return (
    <div className={styles.drawn}>
      <svg width={railPx} height={stops.length * rowPx} aria-hidden="true">
        <line className={styles.rail} x1={x} x2={x} y1={y(0)} y2={y(Math.max(last, 0))} />
        {stops.map(
          (stop, row) =>
            row > last && (
              <line
                key={stop.id}
                className={styles.rail}
                data-broken={stop.kind === 'missing' || stop.reached === 'nobody' || undefined}
                x1={x}
                x2={x}
                y1={y(row - 1)}
                y2={y(row)}
                strokeDasharray="3 4"
              />
            ),
        )}
        {arcs.map(({ start, end, stop }) => {
          const wide = Math.min(mostLanes, Math.abs(end - start)) * lanePx
          return (
            <path
              key={`${start} ${end}`}
              className={styles.arc}
              data-broken={stop.reached === 'nobody' || undefined}
              d={`M${x - 7},${y(start)} C${x - 12 - wide},${y(start)} ${x - 12 - wide},${y(end)} ${x - 9},${y(end)}`}
            />
          )
        })}
        {stops.map((stop, row) => (
          <Mark key={stop.id} stop={stop} x={x} y={y(row)} />
        ))}
      </svg>
      <ol>
        {stops.map((stop, row) => {
          const isNewPage = stop.page !== null && stop.page !== stops[row - 1]?.page
          return (
            <li
              key={stop.id}
              data-reached={stop.kind === 'missing' ? 'nobody' : stop.reached}
              data-page={isNewPage || undefined}
            >
              <button
                type="button"
                onClick={() => reach(stop.id, stop.reached === 'nobody' ? 'showIf' : undefined)}
                disabled={stop.kind === 'missing'}
              >
                <b>{stop.kind === 'missing' ? t('path.missing') : nameOf(stop.id)}</b>
                <span>
                  {isNewPage && `${listening('thePage', { at: stop.page })} · `}
                  {wordsOf(stop)}
                </span>
              </button>
            </li>
          )
        })}
      </ol>
    </div>
  )
}

function Mark({ stop, x, y }: { stop: RouteStop; x: number; y: number }) {
  if (stop.reached === 'nobody' || stop.kind === 'missing')
    return (
      <g className={styles.cross}>
        <circle cx={x} cy={y} r={8} />
        <path d={`M${x - 4},${y - 4} l8,8 m0,-8 l-8,8`} />
      </g>
    )
  if (stop.kind === 'ending')
    return (
      <rect className={styles.stop} data-reached={stop.reached} x={x - 6} y={y - 6} width={12} height={12} rx={2} />
    )
  return <circle className={styles.stop} data-reached={stop.reached} cx={x} cy={y} r={6} />
}
