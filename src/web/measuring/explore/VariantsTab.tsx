import { Button, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { VariantsAnswer } from '../../../contract/exploring.ts'
import { useFigures } from '../../kit/figures.ts'
import { Comparison } from '../compare/Comparison.tsx'
import { useShares } from '../compare/use-shares.ts'
import { useMapView } from '../data.ts'
import type { Activities } from './activities.ts'
import { CoverageCurve } from './CoverageCurve.tsx'
import { useVariants, usualRows } from './data.ts'
import styles from './explore.module.css'
import { Panel } from './Panel.tsx'
import { useTenths } from './use-explain.ts'
import { VariantTable } from './VariantTable.tsx'

const mostRows = 500

/** In which orders journeys are lived. */
export function VariantsTab({ activities }: { activities: Activities }) {
  const { t } = useTranslation('explore')
  const figures = useFigures()
  const tenths = useTenths()
  const { view, show } = useMapView()
  const variants = useVariants()
  const { ofVariants } = useShares(activities.name)
  const rows = view.rows ?? usualRows
  return (
    <Panel
      answer={variants}
      isEmpty={told => told.cases === 0}
      table={told => rowsOf(told, activities.name, t)}
      controls={
        <Switch
          size="sm"
          label={t('variants.once')}
          description={t('variants.onceHint')}
          checked={view.once === true}
          onChange={event => show({ once: event.currentTarget.checked || undefined, variant: undefined })}
        />
      }
    >
      {told => {
        const apart = told.rows.find(row => `v${row.variant}` === view.variant)
        return (
          <>
            <div className={styles.head}>
              <p>
                {t(told.rows.length === 0 ? 'variants.summaryNone' : 'variants.summary', {
                  count: told.rows.length,
                  cases: figures.whole(told.cases),
                  variants: figures.whole(told.variants),
                  rows: figures.whole(told.rows.length),
                  share: tenths(1 - told.other.share),
                })}
              </p>
              <CoverageCurve variants={told} apart={apart?.variant} />
            </div>
            <Comparison now={told} useOther={useVariants} asked={mostRows} figuresOf={ofVariants} />
            <VariantTable variants={told} activities={activities} apart={apart?.variant} />
            {told.other.variants > 0 && told.rows.length >= rows && rows < mostRows && (
              <div>
                <Button variant="default" size="sm" onClick={() => show({ rows: Math.min(mostRows, rows * 4) })}>
                  {t('variants.more')}
                </Button>
              </div>
            )}
          </>
        )
      }}
    </Panel>
  )
}

function rowsOf(
  told: VariantsAnswer,
  name: (id: string) => string,
  t: ReturnType<typeof useTranslation<'explore'>>['t'],
) {
  return {
    name: 'variants' as const,
    rows: [
      [
        t('variants.rank'),
        t('variants.order'),
        t('journeys'),
        t('share'),
        t('variants.coverage'),
        `${t('variants.median')} (s)`,
        `${t('variants.p90')} (s)`,
        t('variants.score'),
        t('variants.completed'),
      ],
      ...told.rows.map((row, index) => [
        index + 1,
        row.activities.map(name).join(' > '),
        row.cases,
        row.share,
        row.coverage,
        row.medianSeconds,
        row.p90Seconds,
        row.score,
        row.completed,
      ]),
      ['', t('variants.others', { variants: told.other.variants }), told.other.cases, told.other.share, 1],
    ],
  }
}
