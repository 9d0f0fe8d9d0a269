import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { VariantsAnswer } from '../../../contract/exploring.ts'
import { shadeOf } from '../../charts/feeling.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { DraftButton } from '../../mapping/start/DraftButton.tsx'
import { useMapView, useMeasureFilter } from '../data.ts'
import figureStyles from '../figures.module.css'
import type { Activities } from './activities.ts'
import { Chain } from './Chain.tsx'
import styles from './explore.module.css'
import { Head } from './Head.tsx'
import { roundedShares } from './rounded-shares.ts'
import { SegmentOfCases } from './SegmentOfCases.tsx'
import { useTenths } from './use-explain.ts'

const chips = 6

/** One variant a row, and the others in the last one: the shares sum to 100 %. A click keeps one apart. */
export function VariantTable(props: { variants: VariantsAnswer; activities: Activities; apart: string | undefined }) {
  const { variants, activities, apart } = props
  const { t } = useTranslation('explore')
  const figures = useFigures()
  const tenths = useTenths()
  const { view, show } = useMapView()
  const filter = useMeasureFilter()
  const { rows, other, cases } = variants
  const shares = roundedShares([...rows.map(row => row.cases), other.cases])
  const most = Math.max(1, ...rows.map(row => row.cases))
  const scored = rows.some(row => row.score !== null)
  const ended = rows.some(row => row.completed !== null)
  const bar = (amount: number) => (
    <i className={styles.bar} style={{ width: `${(amount / most) * 100}%` }} aria-hidden />
  )
  return (
    <Scroll className={figureStyles.scroll} label={t('variants.table')}>
      <table className={`${figureStyles.table} ${styles.variants}`} data-apart={apart !== undefined || undefined}>
        <thead>
          <tr>
            <Head>
              <span className="unseen">{t('variants.rank')}</span>
            </Head>
            <Head>{t('variants.order')}</Head>
            <Head definition={t('definitions.variantCases')} n={cases}>
              {t('journeys')}
            </Head>
            <Head definition={t('definitions.variantShare')} n={cases} number>
              {t('share')}
            </Head>
            <Head definition={t('definitions.coverage')} n={cases} number>
              {t('variants.coverage')}
            </Head>
            <Head definition={t('definitions.median')} number>
              {t('variants.median')}
            </Head>
            <Head definition={t('definitions.p90')} number>
              {t('variants.p90')}
            </Head>
            {scored && (
              <Head definition={t('definitions.score')} number>
                {t('variants.score')}
              </Head>
            )}
            {ended && (
              <Head definition={t('definitions.completed')} number>
                {t('variants.completed')}
              </Head>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => {
            const chosen = row.variant === apart
            return (
              <tr key={row.variant} data-chosen={chosen || undefined}>
                <td className={styles.rank}>{index + 1}</td>
                <td className={styles.order}>
                  <button
                    type="button"
                    aria-pressed={chosen}
                    title={chosen ? t('variants.release') : t('variants.isolate', { rank: index + 1 })}
                    onClick={() => show({ variant: chosen ? undefined : `v${row.variant}` })}
                  >
                    <Chain activities={row.activities} name={activities.name} most={chosen ? undefined : chips} />
                  </button>
                  {chosen && new Set(row.activities).size > 1 && (
                    <Button
                      variant="subtle"
                      size="compact-xs"
                      onClick={() =>
                        show({
                          question: 'funnel',
                          steps: [...new Set(row.activities)].map(one => [one]),
                          variant: undefined,
                        })
                      }
                    >
                      {t('variants.toFunnel')}
                    </Button>
                  )}
                  {chosen && <SegmentOfCases variant={view.once ? `~${row.variant}` : row.variant} />}
                  {chosen && view.map === undefined && filter && (
                    <DraftButton
                      subtle
                      selection={{ ...filter, activities: [...new Set(row.activities)].slice(0, 100) }}
                    />
                  )}
                </td>
                <td className={styles.barred}>
                  <span>{figures.whole(row.cases)}</span>
                  {bar(row.cases)}
                </td>
                <td data-number>{tenths(shares[index]!)}</td>
                <td data-number>{tenths(row.coverage)}</td>
                <td data-number>{figures.lasting(row.medianSeconds * 1000)}</td>
                <td data-number>{figures.lasting(row.p90Seconds * 1000)}</td>
                {scored && (
                  <td data-number data-feeling={row.score === null ? undefined : shadeOf(row.score)}>
                    {row.score === null ? '–' : figures.feeling(row.score)}
                  </td>
                )}
                {ended && (
                  <td data-number>{row.completed === null ? '–' : figures.share(row.completed / row.cases)}</td>
                )}
              </tr>
            )
          })}
          <tr className={styles.others}>
            <td />
            <td>{t('variants.others', { variants: figures.whole(other.variants) })}</td>
            <td>{figures.whole(other.cases)}</td>
            <td data-number>{tenths(shares.at(-1)!)}</td>
            <td data-number>{tenths(1)}</td>
            <td colSpan={2 + Number(scored) + Number(ended)} />
          </tr>
        </tbody>
        <tfoot>
          <tr>
            <td />
            <th scope="row">{t('total')}</th>
            <td>{figures.whole(cases)}</td>
            <td data-number>{tenths(1)}</td>
            <td colSpan={3 + Number(scored) + Number(ended)} />
          </tr>
        </tfoot>
      </table>
    </Scroll>
  )
}
