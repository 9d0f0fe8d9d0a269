import { SegmentedControl } from '@mantine/core'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { HeatmapAnswer } from '../../../contract/measuring-pages.ts'
import { type Viewport, viewports } from '../../../vocabulary/page-sample.ts'
import { LineChart } from '../../charts/LineChart.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { useFigures } from '../../kit/figures.ts'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { Comparison } from '../compare/Comparison.tsx'
import contacts from '../contacts/contacts.module.css'
import { RateFigure } from '../contacts/RateFigure.tsx'
import explore from '../explore/explore.module.css'
import { useHeatmap } from './data.ts'
import { ElementTable } from './ElementTable.tsx'
import styles from './heatmaps.module.css'
import { PageDrawing } from './PageDrawing.tsx'
import { PagePictureTools } from './PagePictureTools.tsx'
import { ScrollTable } from './ScrollTable.tsx'
import { TakeHeatmap } from './TakeHeatmap.tsx'
import { TwoHeatmaps } from './TwoHeatmaps.tsx'
import { useHeatmapFigures } from './use-heatmap-figures.ts'

/** One page at one width: its clicks drawn and listed, how far it is seen, what is looked at. */
export function HeatmapPart(props: {
  page: string
  width: Viewport
  widths: readonly Viewport[]
  choose: (width: Viewport) => void
}) {
  const { t } = useTranslation('heatmaps')
  const { page, width, widths, choose } = props
  const asked = { page, viewport: width }
  const heatmap = useHeatmap(asked)
  const told = heatmap.error ? undefined : heatmap.data
  return (
    <section className={styles.one} aria-busy={heatmap.isPlaceholderData}>
      <div className={styles.head}>
        <h2>{page}</h2>
        <SegmentedControl
          size="xs"
          aria-label={t('width')}
          value={width}
          data={viewports.map(value => ({
            value,
            label: t(`short.${value}`),
            disabled: !widths.includes(value) && value !== width,
          }))}
          onChange={value => choose(viewports.find(one => one === value)!)}
        />
      </div>
      {heatmap.error && <Trouble error={heatmap.error} retry={() => void heatmap.refetch()} />}
      {heatmap.isPending && !heatmap.error && <Waiting />}
      {told && told.views === 0 && (
        <EmptyState compact title={told.hidden ? t('tooFew') : t('none')}>
          {t('noneText')}
        </EmptyState>
      )}
      {told && told.views > 0 && <Told told={told} asked={asked} />}
    </section>
  )
}

function Told({ told, asked }: { told: HeatmapAnswer; asked: { readonly page: string; readonly viewport: Viewport } }) {
  const { t } = useTranslation('heatmaps')
  const figures = useFigures()
  const heatmapFigures = useHeatmapFigures()
  const drawing = useRef<SVGSVGElement>(null)
  const said = t('ofViews', { n: figures.whole(told.views) })
  return (
    <>
      <div className={`${contacts.figures} ${styles.figures}`}>
        {(['rage', 'dead', 'error', 'quickBack'] as const).map(one => (
          <RateFigure key={one} name={t(one)} definition={t(`definitions.${one}`)} rate={told[one]} said={said} />
        ))}
      </div>
      <Comparison
        now={told}
        useOther={useHeatmap}
        asked={asked}
        figuresOf={heatmapFigures}
        note={t('compared')}
        draw={(other, otherName) => <TwoHeatmaps now={told} other={other} otherName={otherName} />}
      />
      <div className={styles.two}>
        <figure className={styles.drawing}>
          <PagePictureTools told={told} />
          <PageDrawing told={told} drawing={drawing} />
          <figcaption className={explore.note}>{t('drawingSaid')}</figcaption>
        </figure>
        <div className={explore.parts}>
          <ElementTable told={told} />
          <section className={explore.part}>
            <h2>{t('scroll')}</h2>
            <p className={explore.note}>{t('scrollSaid')}</p>
            <LineChart
              label={t('scroll')}
              from={0}
              to={1}
              height={200}
              xWords={depth => figures.share(depth)}
              yWords={figures.share}
              series={[
                {
                  name: t('scroll'),
                  points: told.scroll.map(({ depth, seen }) => ({
                    x: depth,
                    y: seen?.value ?? null,
                    low: seen?.low,
                    high: seen?.high,
                  })),
                },
              ]}
            />
          </section>
          <section className={explore.part}>
            <h2>{t('attention')}</h2>
            <p className={explore.note}>{t('definitions.seconds')}</p>
            <LineChart
              label={t('attention')}
              from={0}
              height={160}
              xWords={depth => figures.share(depth)}
              yWords={seconds => figures.lasting(seconds * 1000)}
              series={[
                {
                  name: t('seconds'),
                  points: told.attention.map(({ from, to, seconds }) => ({ x: (from + to) / 2, y: seconds })),
                },
              ]}
            />
          </section>
          <ScrollTable told={told} />
        </div>
      </div>
      <TakeHeatmap told={told} drawing={drawing} />
    </>
  )
}
