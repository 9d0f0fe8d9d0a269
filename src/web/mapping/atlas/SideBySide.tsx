import { useTranslation } from 'react-i18next'
import type { ComparedState } from '../../../contract/map-states.ts'
import type { MapComparison } from '../../../vocabulary/map/map-comparison.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import styles from './compare.module.css'

/** The steps of both maps in two columns, what belongs together on one line. */
export function SideBySide({
  comparison,
  only,
}: {
  comparison: MapComparison & { readonly states: readonly ComparedState[] }
  only: boolean
}) {
  const { t } = useTranslation('atlas')
  const figures = useFigures()
  const [first, second] = comparison.states as [ComparedState, ComparedState]
  const [before, after] = [first, second].map(state => new Map(state.steps.map(step => [step.id, step])))
  const rows = comparison.steps.filter(row => !only || row.kind !== 'same')
  return (
    <Scroll className={styles.scroll} label={t('compare.sideBySide')}>
      <table className={styles.sides}>
        <thead>
          <tr>
            <th scope="col">
              <StateName state={first} />
            </th>
            <th scope="col">
              <span className="unseen">{t('compare.changes')}</span>
            </th>
            <th scope="col">
              <StateName state={second} />
            </th>
            <th scope="col" data-number>
              {t('compare.gain')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={`${row.before} ${row.after}`} data-kind={row.kind}>
              <StepCell step={row.before === null ? undefined : before?.get(row.before)} />
              <td className={styles.how}>
                <span className={styles.kind} data-kind={row.kind}>
                  {t(`compare.kinds.${row.kind}`)}
                </span>
              </td>
              <StepCell step={row.after === null ? undefined : after?.get(row.after)} />
              <td data-number>{row.gain === null ? '–' : figures.feeling(row.gain)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

function StateName({ state }: { state: ComparedState }) {
  const { t } = useTranslation('atlas')
  const { say } = useLabels()
  const m = useTranslation('mapping').t
  return (
    <>
      {say(state.name) || say(state.journey)}
      <small>
        {m(`kinds.${state.kind as 'current'}`)} ·{' '}
        {state.version !== null
          ? t('compare.version', { number: state.version })
          : state.snapshot !== null
            ? t('versions.snapshot', { number: state.snapshot })
            : t('compare.draft')}
      </small>
    </>
  )
}

function StepCell({ step }: { step: ComparedState['steps'][number] | undefined }) {
  const { t } = useTranslation('atlas')
  const { say } = useLabels()
  if (!step) return <td className={styles.absent}>{t('compare.notThere')}</td>
  return (
    <td>
      <b>{say(step.title)}</b>
      <small>{[say(step.phase), ...step.touchpoints.map(say)].join(' · ')}</small>
    </td>
  )
}
