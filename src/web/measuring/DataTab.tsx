import { useTranslation } from 'react-i18next'
import type { MapMeasures } from '../../contract/measuring.ts'
import { secondsOfDuration } from '../../vocabulary/duration.ts'
import type { Placement, Touchpoint } from '../../vocabulary/touchpoint.ts'
import { shadeOf } from '../charts/feeling.ts'
import { useFigures } from '../kit/figures.ts'
import { useLabels } from '../kit/label.ts'
import { useMapPlace } from '../mapping/map-place.ts'
import { useMapView } from './data.ts'
import { Figure } from './Figure.tsx'
import styles from './figures.module.css'
import { HeatmapOfTouchpoint } from './heatmaps/HeatmapLinks.tsx'
import { NextList } from './NextList.tsx'
import { tellWait } from './tell-wait.ts'
import type { Behind } from './view.ts'

/** What was lived at a touchpoint, in figures. Each opens the list that it counts. */
export function DataTab(props: {
  measures: MapMeasures
  /** Where it stands: what is accepted there. */
  placement: Pick<Placement, 'touchpoint' | 'maxWait'>
  touchpoints: ReadonlyMap<string, Touchpoint>
}) {
  const { measures, placement, touchpoints } = props
  const { t } = useTranslation('measuring')
  const lived = useTranslation('lived').t
  const figures = useFigures()
  const { say } = useLabels()
  const { metrics } = useMapPlace()
  const { show } = useMapView()
  const measure = measures.touchpoints.find(one => one.touchpoint === placement.touchpoint)
  if (!measure) return <p>{t('figures.nothing')}</p>
  const open = (list: Behind) => () => show({ list, next: undefined })
  const count = ({ value, hidden }: { value: number | null; hidden: boolean }) =>
    hidden || value === null ? null : figures.whole(value)
  const { clock } = measures
  const lasting = tellWait(figures, clock?.counts)
  // What a map promises is of day and night.
  const accepted = placement.maxWait && clock?.counts !== 'open' ? secondsOfDuration(placement.maxWait) : undefined
  const { wait, dropOff, reach, leading } = measure
  const metric = [...metrics.values()].find(
    one => one.id === leading?.metric || one.source?.property === leading?.metric,
  )
  const inUnit = (figure: number) => figures.measured(figure, metric?.unit ?? '')
  const shared = { measures }
  return (
    <div className={styles.figures}>
      <Figure
        {...shared}
        name={t('figures.customers')}
        definition={t('definitions.customers')}
        value={count(measure.customers)}
        onOpen={open('customers')}
      />
      <Figure
        {...shared}
        name={t('figures.cases')}
        definition={`${t('definitions.cases')} ${t('definitions.reach')}`}
        value={count(measure.cases)}
        detail={reach === null ? undefined : figures.share(reach)}
        onOpen={open('cases')}
      />
      <Figure
        {...shared}
        name={t('figures.visits')}
        definition={t('definitions.visits')}
        value={count(measure.visits)}
        onOpen={open('visits')}
      />
      <Figure
        {...shared}
        name={t('figures.wait')}
        definition={`${t('definitions.wait')} ${lived(clock?.calendar ? 'clock.open' : 'clock.always', { name: clock?.calendar ?? '' })}`}
        value={wait.median === null ? undefined : lasting(wait.median)}
        n={wait.n}
        feeling={wait.median !== null && accepted !== undefined && wait.median > accepted ? 'bad' : undefined}
        detail={
          <>
            {accepted !== undefined && `${t('figures.target', { value: figures.lasting(accepted * 1000) })} · `}
            {wait.p90 !== null && t('figures.p90', { value: lasting(wait.p90) })}
          </>
        }
        onOpen={open('wait')}
      />
      {measure.satisfaction.map(one => (
        <Figure
          {...shared}
          key={one.construct}
          name={t(`constructs.${one.construct}`)}
          definition={t('definitions.satisfaction')}
          value={one.reading === 'hidden' || one.mean === null ? null : figures.feeling(one.mean)}
          n={one.customers}
          interval={one.low === null || one.high === null ? undefined : [one.low, one.high]}
          feeling={one.mean === null ? undefined : shadeOf(one.mean)}
          detail={
            one.reading !== 'hidden' && one.low !== null && one.high !== null ? (
              <>
                {t('figures.between', { low: figures.feeling(one.low), high: figures.feeling(one.high) })}
                {one.reading === 'indicative' && ` ${t('figures.indicative')}`}
              </>
            ) : undefined
          }
          onOpen={open('satisfaction')}
        />
      ))}
      {dropOff.share !== null && (
        <Figure
          {...shared}
          name={t('figures.dropOff')}
          definition={t('definitions.dropOff')}
          value={figures.share(dropOff.share)}
          n={dropOff.n}
          feeling={dropOff.share >= 0.1 ? 'bad' : undefined}
          onOpen={open('dropOff')}
        />
      )}
      {leading && leading.median !== null && (
        <Figure
          {...shared}
          name={metric ? say(metric.name) : leading.metric}
          definition={t('definitions.leading')}
          value={inUnit(leading.median)}
          n={leading.n}
          detail={leading.p90 === null ? t('figures.median') : t('figures.p90', { value: inUnit(leading.p90) })}
          onOpen={open('leading')}
        />
      )}
      <NextList measure={measure} touchpoints={touchpoints} />
      <HeatmapOfTouchpoint map={measures.map} touchpoint={placement.touchpoint} />
    </div>
  )
}
