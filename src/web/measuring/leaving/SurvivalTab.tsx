import { MultiSelect, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { askSurvival, type SurvivalAnswer } from '../../../contract/measuring-leaving.ts'
import { LineChart, mostBands } from '../../charts/LineChart.tsx'
import { useFigures } from '../../kit/figures.ts'
import { Comparison } from '../compare/Comparison.tsx'
import { useExplainFigures } from '../compare/use-explain-figures.ts'
import { useCohorts } from '../data.ts'
import { useAnswer, useExplainView } from '../explain/data.ts'
import styles from '../explain/explain.module.css'
import { Meaning } from '../explain/Meaning.tsx'
import { ActivityPicker } from '../explore/ActivityPicker.tsx'
import type { Activities } from '../explore/activities.ts'
import explore from '../explore/explore.module.css'
import { Panel } from '../explore/Panel.tsx'
import { useTaken } from '../taken/use-taken.ts'
import { SurvivalTable } from './SurvivalTable.tsx'

/** Before the name of a trait among the choices: a trait may be called anything. */
const traitPrefix = 'trait '
const silences = ['P30D', 'P60D', 'P90D', 'P180D'] as const

type Asked = { readonly [Name in 'start' | 'endings' | 'silence' | 'trait']: string | undefined } & {
  readonly apart: 'first-journey' | undefined
}
const useSurvival = (asked: Asked) => useAnswer(askSurvival, asked)

/** How long customers last after a start, until one of several endings. */
export function SurvivalTab({ activities }: { activities: Activities }) {
  const { t } = useTranslation('explain')
  const taken = useTaken()
  const figures = useFigures()
  const { view, show } = useExplainView()
  const cohorts = useCohorts(true)
  const traits = [...new Set((cohorts.data?.cohorts ?? []).map(one => one.trait))]
  const asked = {
    start: view.start,
    endings: view.endings && JSON.stringify(view.endings),
    silence: view.silence,
    trait: view.lifeBy === undefined ? view.trait : undefined,
    apart: view.lifeBy,
  }
  const survival = useSurvival(asked)
  const { ofSurvival } = useExplainFigures(activities.name)
  const ending = (name: string) => (name === 'silence' ? t('survival.silence') : activities.name(name))
  const group = (name: string) => {
    if (view.lifeBy !== undefined)
      return name === 'other' ? t('survival.otherJourneys') : t('survival.journey', { letter: name })
    return view.trait === undefined ? t('survival.everybody') : name || t('survival.noValue')
  }
  return (
    <Panel
      answer={survival}
      isEmpty={told => told.customers + told.hiddenGroups === 0}
      controls={
        <>
          <ActivityPicker
            label={t('survival.start')}
            anything={t('survival.firstSeen')}
            value={view.start}
            activities={activities}
            choose={start => show({ start })}
          />
          <MultiSelect
            size="xs"
            label={t('survival.endings')}
            placeholder={view.endings ? '' : t('survival.silence')}
            searchable
            clearable
            maxValues={4}
            data={[...activities.options]}
            value={[...(view.endings ?? [])]}
            onChange={endings => show({ endings: endings.length > 0 ? endings : undefined })}
          />
          <NativeSelect
            size="xs"
            label={t('survival.silenceOf')}
            value={view.silence ?? (view.endings ? '' : 'P60D')}
            data={[
              ...(view.endings ? [{ value: '', label: t('survival.noSilence') }] : []),
              ...silences.map(value => ({ value, label: t('days', { count: Number(value.slice(1, -1)) }) })),
            ]}
            onChange={event => show({ silence: event.currentTarget.value || undefined })}
          />
          <NativeSelect
            size="xs"
            label={t('survival.compare')}
            value={view.lifeBy === undefined ? traitPrefix + (view.trait ?? '') : view.lifeBy}
            data={[
              { value: traitPrefix, label: t('survival.everybody') },
              { value: 'first-journey', label: t('survival.firstJourney') },
              ...traits.map(trait => ({ value: traitPrefix + trait, label: trait })),
            ]}
            onChange={({ currentTarget: { value } }) =>
              value === 'first-journey'
                ? show({ lifeBy: value, trait: undefined })
                : show({ lifeBy: undefined, trait: value.slice(traitPrefix.length) || undefined })
            }
          />
        </>
      }
      table={told => ({
        name: 'survival',
        rows: [
          [
            ...taken.heads('group', 'day', 'atRisk', 'survival', 'low', 'high'),
            ...told.endings.map(one => taken.ending(ending(one))),
          ],
          ...told.groups.flatMap(({ name, curve }) =>
            curve.map(step => [group(name), step.day, step.atRisk, step.survival, step.low, step.high, ...step.met]),
          ),
        ],
      })}
    >
      {told => (
        <>
          <Meaning meaning={told.meaning}>
            {t(told.groups.length > mostBands ? 'survival.methodOfMany' : 'survival.method')}
          </Meaning>
          <Comparison now={told} useOther={useSurvival} asked={asked} figuresOf={each => ofSurvival(each, group)} />
          <section className={explore.part}>
            <h2>{t('survival.curve')}</h2>
            <LineChart
              label={t('survival.curve')}
              from={0}
              to={1}
              xWords={day => t('days', { count: Math.round(day) })}
              yWords={figures.share}
              series={told.groups.map(one => ({
                name: group(one.name),
                step: true,
                points: [
                  { x: 0, y: 1 },
                  ...one.curve.map(step => ({ x: step.day, y: step.survival, low: step.low, high: step.high })),
                  ...endOf(one),
                ],
              }))}
            />
          </section>
          {told.endings.length > 1 && <EndingCurves survival={told} ending={ending} group={group} />}
          <SurvivalTable survival={told} group={group} activity={activities.name} />
          {told.hiddenGroups > 0 && (
            <p className={styles.caveat}>{t('survival.hidden', { n: figures.whole(told.hiddenGroups) })}</p>
          )}
        </>
      )}
    </Panel>
  )
}

/** Which ending customers met: shares that add up, with those still there, to everybody. */
function EndingCurves(props: {
  survival: SurvivalAnswer
  ending: (name: string) => string
  group: (name: string) => string
}) {
  const { t } = useTranslation('explain')
  const figures = useFigures()
  const [first] = props.survival.groups
  if (!first) return null
  return (
    <section className={explore.part}>
      <h2>{t('survival.endingsOf', { group: props.group(first.name) })}</h2>
      <LineChart
        label={t('survival.endings')}
        from={0}
        xWords={day => t('days', { count: Math.round(day) })}
        yWords={figures.share}
        series={props.survival.endings.map((name, index) => ({
          name: props.ending(name),
          step: true,
          points: [{ x: 0, y: 0 }, ...first.curve.map(step => ({ x: step.day, y: step.met[index] ?? 0 }))],
        }))}
      />
    </section>
  )
}

/** The curve goes on, level, as long as enough customers are followed. */
function endOf({ curve, restrictedMean }: SurvivalAnswer['groups'][number]) {
  if (!restrictedMean) return []
  const last = curve.at(-1)
  // Where nobody left, all are there until the end.
  if (!last) return [{ x: restrictedMean.within, y: 1 }]
  if (restrictedMean.within <= last.day) return []
  return [{ x: restrictedMean.within, y: last.survival, low: last.low, high: last.high }]
}
