import { NativeSelect, SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { askTrend, type TrendAnswer, type TrendMeasure, trendMeasures } from '../../../contract/measuring-trends.ts'
import { LineChart } from '../../charts/LineChart.tsx'
import { useDayWords, useFigures } from '../../kit/figures.ts'
import { WatchButton } from '../alerts/WatchButton.tsx'
import { isGroup } from '../compare/against.ts'
import { Comparison } from '../compare/Comparison.tsx'
import { trendFigures } from '../compare/trend-figures.ts'
import { useLongPeriod } from '../data.ts'
import { said, useAnswer, useExplainView } from '../explain/data.ts'
import { Meaning } from '../explain/Meaning.tsx'
import { ActivityPicker } from '../explore/ActivityPicker.tsx'
import type { Activities } from '../explore/activities.ts'
import explore from '../explore/explore.module.css'
import { Panel } from '../explore/Panel.tsx'
import { narrowingOf } from '../filters.ts'
import { useTaken } from '../taken/use-taken.ts'

type Asked = {
  readonly measure: TrendMeasure
  readonly activity: string | undefined
  readonly unit: 'day' | 'week'
  readonly enabled: boolean
}
const useTrend = ({ enabled, ...asked }: Asked) => useAnswer(askTrend, asked, { enabled })

const instantOf = (day: string) => Date.parse(`${day}T12:00:00Z`)

/** How a measure moves: its trend, its season, odd days and lasting shifts. */
export function TrendTab({ activities }: { activities: Activities }) {
  const { t } = useTranslation('explain')
  const taken = useTaken()
  const figures = useFigures()
  const { view, show } = useExplainView()
  const measure = view.measure ?? 'customers'
  const needsActivity = measure === 'share' && view.activity === undefined
  const usual = useLongPeriod() ? 'week' : 'day'
  const every = view.every ?? usual
  const asked = { measure, activity: view.activity, unit: every, enabled: !needsActivity }
  const trend = useTrend(asked)
  const compare = useTranslation('compare').t
  const name = t(`trend.measures.${measure}`)
  const words = (value: number) =>
    measure === 'share'
      ? figures.share(value)
      : measure === 'satisfaction'
        ? figures.feeling(value)
        : figures.fine(value)
  const dayWords = useDayWords()
  const controls = (
    <>
      <NativeSelect
        size="xs"
        label={t('trend.measure')}
        value={measure}
        data={trendMeasures.map(value => ({ value, label: t(`trend.measures.${value}`) }))}
        onChange={event =>
          show({ measure: trendMeasures.find(one => one === event.currentTarget.value && one !== 'customers') })
        }
      />
      <ActivityPicker
        label={t('trend.activity')}
        anything={t('trend.anything')}
        value={view.activity}
        activities={activities}
        choose={activity => show({ activity })}
      />
      <SegmentedControl
        size="xs"
        aria-label={t('trend.every')}
        value={every}
        data={[
          { value: 'day', label: t('trend.day') },
          { value: 'week', label: t('trend.week') },
        ]}
        onChange={value => show({ every: value === usual ? undefined : value === 'week' ? 'week' : 'day' })}
      />
      {!needsActivity && (
        <WatchButton
          name={[t(`trend.measures.${measure}`), view.activity === undefined ? '' : activities.name(view.activity)]
            .filter(Boolean)
            .join(' · ')}
          measure={{
            ...said({ ...narrowingOf(view), map: view.map, activity: view.activity }),
            measure,
            unit: every,
          }}
        />
      )}
    </>
  )
  if (needsActivity)
    return (
      <div className={explore.parts}>
        <div className={explore.controls}>{controls}</div>
        <p className={explore.note}>{t('trend.chooseActivity')}</p>
      </div>
    )
  return (
    <Panel
      answer={trend}
      isEmpty={told => told.points.length === 0}
      controls={controls}
      table={told => ({
        name: 'trend',
        rows: [
          taken.heads('start', 'value', 'n', 'expected', 'trend', 'low', 'high', 'score', 'odd'),
          ...told.points.map(one => [
            ...[one.at, one.value, one.n, one.expected, one.trend, one.low, one.high, one.score],
            taken.whether(one.odd),
          ]),
        ],
      })}
    >
      {told => (
        <>
          <Meaning meaning={told.meaning}>{t('trend.method')}</Meaning>
          <Comparison
            now={told}
            useOther={useTrend}
            asked={asked}
            figuresOf={each =>
              trendFigures(each, measure === 'share' ? name : t(`trend.level.${each.unit}`, { measure: name }), words)
            }
            note={t('trend.compared')}
            draw={(other, otherName) => (
              <LineChart
                label={`${name}: ${compare('now')}, ${otherName}`}
                {...(measure === 'satisfaction' ? {} : { from: 0 })}
                height={220}
                xWords={dayWords(told.points.map(one => one.at))}
                yWords={words}
                series={[
                  { name: compare('now'), points: told.points.map(one => ({ x: instantOf(one.at), y: one.value })) },
                  {
                    name: otherName,
                    points: laidOver(told.points, other.points, view.against !== undefined && isGroup(view.against)),
                  },
                ]}
              />
            )}
          />
          <LineChart
            label={t(`trend.measures.${told.measure}`)}
            {...(told.measure === 'satisfaction' ? {} : { from: 0 })}
            height={280}
            xWords={dayWords(told.points.map(one => one.at))}
            yWords={words}
            series={[
              {
                name: t(`trend.measures.${told.measure}`),
                points: told.points.map(one => ({ x: instantOf(one.at), y: one.value })),
              },
              {
                name: t('trend.expected'),
                expected: true,
                points: told.points.map(one => ({
                  x: instantOf(one.at),
                  y: one.expected,
                  ...(one.low === null || one.high === null ? {} : { low: one.low, high: one.high }),
                })),
              },
            ]}
            marks={[
              ...told.points
                .filter(one => one.odd)
                .map(one => ({ x: instantOf(one.at), words: t('trend.odd'), kind: 'odd' as const })),
              ...told.shifts.map(one => ({
                x: instantOf(one.at),
                words: t(`trend.shifts.${one.direction}`),
                kind: 'shift' as const,
              })),
            ]}
          />
        </>
      )}
    </Panel>
  )
}

/** The other side's series where this one is drawn: other customers on their own days, another period from its first. */
function laidOver(here: TrendAnswer['points'], there: TrendAnswer['points'], sameDays: boolean) {
  const [first, other] = [here[0], there[0]]
  if (!first || !other) return []
  const shift = sameDays ? 0 : instantOf(first.at) - instantOf(other.at)
  return there.map(one => ({
    x: instantOf(one.at) + shift,
    y: one.value,
    ...(sameDays ? {} : { note: one.at }),
  }))
}
