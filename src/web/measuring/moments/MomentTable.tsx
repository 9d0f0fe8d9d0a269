import { Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { WholeMap } from '../../../contract/mapping.ts'
import type { MomentsAnswer } from '../../../contract/measuring-moments.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import styles from '../explain/explain.module.css'
import { Interval } from '../explain/Interval.tsx'
import { usePoints, useProbability } from '../explain/use-points.ts'
import { Head } from '../explore/Head.tsx'
import { TooFew } from '../explore/TooFew.tsx'
import { useTenths } from '../explore/use-explain.ts'
import figureStyles from '../figures.module.css'
import { MomentDecision } from './MomentDecision.tsx'

const order = ['proven', 'emotionalPeak', 'hypothesis', 'unsettled', 'notSupported', 'hidden'] as const

/** A touchpoint a row: what data make of it, how large the effect is and how sure, in words. */
export function MomentTable(props: {
  moments: MomentsAnswer
  name: (id: string) => string
  /** The draft of the map, where people say what they make of it; unknown until it is read. */
  whole: WholeMap | undefined
}) {
  const { moments, name, whole } = props
  const { t } = useTranslation('explain')
  const figures = useFigures()
  const tenths = useTenths()
  const points = usePoints()
  const probability = useProbability()
  const rows = moments.touchpoints
    .filter(one => one.answered !== 0 || one.declared !== null)
    .sort(
      (a, b) =>
        order.indexOf(a.status) - order.indexOf(b.status) ||
        (b.impact?.difference ?? -1) - (a.impact?.difference ?? -1) ||
        (b.answered ?? 0) - (a.answered ?? 0),
    )
  const most = Math.max(
    0.05,
    ...rows.flatMap(one => (one.impact ? [Math.abs(one.impact.low), Math.abs(one.impact.high)] : [])),
  )
  const silent = moments.touchpoints.length - rows.length
  return (
    <section>
      <Scroll className={figureStyles.scroll} label={t('moments.table')}>
        <table className={`${figureStyles.table} ${styles.rows}`}>
          <thead>
            <tr>
              <Head>{t('moments.touchpoint')}</Head>
              <Head definition={t('moments.statusSaid')}>{t('moments.status')}</Head>
              <Head definition={t('moments.effectSaid')}>{t('moments.effect')}</Head>
              <Head definition={t('moments.groupsSaid')} number>
                {t('moments.groups')}
              </Head>
              <Head definition={t('moments.extremeSaid')} number>
                {t('moments.extreme')}
              </Head>
              <Head definition={t('moments.stakeSaid')} number>
                {t('moments.stake')}
              </Head>
              <Head>{t('moments.means')}</Head>
            </tr>
          </thead>
          <tbody>
            {rows.map(one => (
              <tr key={one.touchpoint}>
                <th scope="row" className={styles.name}>
                  {name(one.touchpoint)}
                </th>
                <td>
                  <span className={styles.status} data-kind={one.status}>
                    {t(`moments.statuses.${one.status}`)}
                  </span>
                  {whole && <MomentDecision whole={whole} judged={one} name={name(one.touchpoint)} />}
                </td>
                <td>
                  {one.impact ? (
                    <Tooltip
                      label={t('moments.interval', {
                        low: points(one.impact.low),
                        high: points(one.impact.high),
                        p: probability(one.impact.adjusted),
                        good: figures.whole(one.good ?? 0),
                        bad: figures.whole(one.bad ?? 0),
                      })}
                    >
                      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the interval is said to the keyboard too. */}
                      <span tabIndex={0} role="note">
                        {points(one.impact.difference)}
                        <Interval
                          value={one.impact.difference}
                          low={one.impact.low}
                          high={one.impact.high}
                          most={most}
                          sure={one.impact.significant}
                        />
                      </span>
                    </Tooltip>
                  ) : (
                    '–'
                  )}
                </td>
                <td data-number>
                  {one.good === null || one.bad === null ? (
                    <TooFew />
                  ) : (
                    `${figures.whole(one.good)} / ${figures.whole(one.bad)}`
                  )}
                </td>
                <td data-number>{one.intensity ? tenths(one.intensity.share) : '–'}</td>
                <td data-number>{one.stake === null ? '–' : figures.whole(one.stake)}</td>
                <td className={styles.said}>{one.meaning[figures.language]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {silent > 0 && <p className={styles.caveat}>{t('moments.silent', { n: figures.whole(silent) })}</p>}
    </section>
  )
}
