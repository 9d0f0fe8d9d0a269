import { useTranslation } from 'react-i18next'
import type { MapMeasures, TouchpointMeasure } from '../../../contract/measuring.ts'
import { secondsOfDuration } from '../../../vocabulary/duration.ts'
import type { Step } from '../../../vocabulary/map/journey-map.ts'
import type { Placement } from '../../../vocabulary/touchpoint.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import explore from '../explore/explore.module.css'
import { Head } from '../explore/Head.tsx'
import figureStyles from '../figures.module.css'
import styles from './touchpoint.module.css'

type Row = { readonly key: string; readonly what: string } & Readonly<
  Record<'declared' | 'wanted' | 'measured' | 'gap', string>
> & { readonly bad: boolean }

/** What is believed, what is wanted and what was measured, side by side and never mixed; and how far apart they are. */
export function GapTable(props: {
  steps: readonly Step[]
  placements: readonly Placement[]
  measures: MapMeasures | undefined
  own: TouchpointMeasure | undefined
}) {
  const { steps, placements, measures, own } = props
  const { t } = useTranslation('touchpoint')
  const figures = useFigures()
  const { say } = useLabels()
  const lasting = (seconds: number) => figures.lasting(seconds * 1000)
  const feelings = steps.flatMap((step): Row[] => {
    const everybody = step.emotion.declared.find(one => one.persona === null) ?? step.emotion.declared[0]
    const wanted = step.emotion.desired?.valence ?? null
    const felt = measures?.steps.find(one => one.step === step.id)?.emotion
    const told = felt && felt.reading !== 'hidden' && felt.mean !== null ? felt : undefined
    if (!everybody && wanted === null && !told) return []
    const gap = wanted === null || !told ? null : told.mean! - wanted
    const sure =
      told && wanted !== null && told.low !== null && told.high !== null && (wanted < told.low || wanted > told.high)
    const size = gap === null ? '' : figures.feeling(Math.abs(gap)).replace('+', '')
    return [
      {
        key: step.id,
        what: steps.length > 1 ? `${t('feeling')} · ${say(step.title)}` : t('feeling'),
        declared: everybody ? figures.feeling(everybody.valence) : '–',
        wanted: wanted === null ? '–' : figures.feeling(wanted),
        measured: told
          ? `${figures.feeling(told.mean!)} [${figures.feeling(told.low ?? told.mean!)} ; ${figures.feeling(told.high ?? told.mean!)}] · ${t('sample', { n: figures.whole(told.customers) })}`
          : '–',
        gap: gap === null ? '–' : sure ? t(gap < 0 ? 'below' : 'above', { value: size }) : t('unsure', { value: size }),
        bad: sure === true && gap !== null && gap < 0,
      },
    ]
  })
  const waits = placements.flatMap((one): Row[] => {
    const accepted = one.maxWait ? secondsOfDuration(one.maxWait) : undefined
    const median = own?.wait.median ?? null
    // What a map promises is of day and night: waits of opening hours are not held against it.
    if (accepted === undefined || measures?.clock?.counts === 'open') return []
    const over = median === null ? null : median - accepted
    return [
      {
        key: one.id,
        what: t('wait'),
        declared: '–',
        wanted: t('waitAtMost', { value: lasting(accepted) }),
        measured: median === null ? '–' : `${lasting(median)} · ${t('sample', { n: figures.whole(own!.wait.n) })}`,
        gap: over === null ? '–' : t(over > 0 ? 'longer' : 'shorter', { value: lasting(Math.abs(over)) }),
        bad: over !== null && over > 0,
      },
    ]
  })
  const rows = [...feelings, ...waits]
  return (
    <section className={explore.part}>
      <h2>{t('compared')}</h2>
      <p className={explore.note}>{rows.length > 0 ? t('comparedSaid') : t('nothingWanted')}</p>
      {rows.length > 0 && (
        <Scroll className={figureStyles.scroll} label={t('compared')}>
          <table className={`${figureStyles.table} ${styles.gaps}`}>
            <thead>
              <tr>
                <Head>{t('what')}</Head>
                <Head definition={t('declaredSaid')}>{t('declared')}</Head>
                <Head>{t('desired')}</Head>
                <Head definition={t('measuredSaid')}>{t('measured')}</Head>
                <Head>{t('gap')}</Head>
              </tr>
            </thead>
            <tbody>
              {rows.map(row => (
                <tr key={row.key}>
                  <th scope="row">{row.what}</th>
                  <td data-kind="declared">{row.declared}</td>
                  <td data-kind="desired">{row.wanted}</td>
                  <td data-kind="measured">{row.measured}</td>
                  <td data-feeling={row.bad ? 'bad' : undefined}>{row.gap}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  )
}
