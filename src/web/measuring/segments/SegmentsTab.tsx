import { MultiSelect, NativeSelect, Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { askSegments, type SegmentsAnswer } from '../../../contract/measuring-explanations.ts'
import { channels, isChannel } from '../../../vocabulary/channel.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { useSegments } from '../../segmenting/data.ts'
import { Comparison } from '../compare/Comparison.tsx'
import { useExplainFigures } from '../compare/use-explain-figures.ts'
import { useCohorts } from '../data.ts'
import { useAnswer, useExplainView } from '../explain/data.ts'
import styles from '../explain/explain.module.css'
import { Meaning } from '../explain/Meaning.tsx'
import { usePoints, useProbability } from '../explain/use-points.ts'
import type { Activities } from '../explore/activities.ts'
import { Head } from '../explore/Head.tsx'
import { Panel } from '../explore/Panel.tsx'
import { TooFew } from '../explore/TooFew.tsx'
import { useTenths } from '../explore/use-explain.ts'
import figureStyles from '../figures.module.css'
import { useTaken } from '../taken/use-taken.ts'

type Measure = SegmentsAnswer['measures'][number]
type Asked = { readonly segments: string } | { readonly trait: string }
const useCompared = (asked: Asked) => useAnswer(askSegments, asked)

/** Segments or personas side by side; only what goes beyond chance is marked. */
export function SegmentsTab({ activities }: { activities: Activities }) {
  const { t } = useTranslation('explain')
  const taken = useTaken()
  const figures = useFigures()
  const workspace = useWorkspaceKey()
  const measuring = useTranslation('measuring').t
  const { view, show } = useExplainView()
  const cohorts = useCohorts(true)
  const trait = view.trait ?? 'persona'
  const traits = [...new Set([...(cohorts.data?.cohorts ?? []).map(one => one.trait), trait])]
  const named = useSegments().data?.segments ?? []
  const chosen = view.segments ?? []
  const asked = chosen.length > 0 ? { segments: chosen.join(',') } : { trait }
  const segments = useCompared(asked)
  const { ofSegments } = useExplainFigures(activities.name)
  const name = ({ measure, of }: Measure) =>
    measure === 'reach'
      ? t('segments.reach', { name: activities.name(of ?? '') })
      : measure === 'channel'
        ? t('segments.channel', { name: of && isChannel(of) ? channels[of][figures.language] : (of ?? '') })
        : t(`segments.measures.${measure}`)
  const group = (told: string) => told || t(chosen.length > 0 ? 'segments.others' : 'survival.noValue')
  return (
    <Panel
      answer={segments}
      isEmpty={() => false}
      instead={told =>
        told.measures.length === 0 && (
          <EmptyState
            compact
            title={told.meaning[figures.language]}
            actions={
              <Link to="/w/$workspace/segments" params={{ workspace }}>
                {t('segments.toSegments')}
              </Link>
            }
          >
            {t('segments.nothing')}
          </EmptyState>
        )
      }
      controls={
        <>
          <NativeSelect
            size="xs"
            disabled={chosen.length > 0}
            label={t('segments.trait')}
            value={trait}
            data={traits.map(value => ({ value, label: value === 'persona' ? measuring('filters.persona') : value }))}
            onChange={event =>
              show({ trait: event.currentTarget.value === 'persona' ? undefined : event.currentTarget.value })
            }
          />
          {named.length > 0 && (
            <MultiSelect
              size="xs"
              label={t('segments.orSegments')}
              value={[...chosen]}
              maxValues={8}
              data={named.map(one => ({ value: one.id, label: one.name }))}
              onChange={values => show({ segments: values.length > 0 ? values : undefined })}
            />
          )}
        </>
      }
      table={told => ({
        name: 'segments',
        rows: [
          taken.heads('measure', 'group', 'value', 'n', 'difference', 'low', 'high', 'adjusted'),
          ...told.measures.flatMap(one =>
            one.values.flatMap((value, index) =>
              value
                ? [
                    [
                      ...[name(one), group(told.groups[index]!.name), value.value, value.n],
                      ...[value.difference, value.low, value.high, value.adjusted],
                    ],
                  ]
                : [],
            ),
          ),
        ],
      })}
    >
      {told => (
        <>
          <Meaning meaning={told.meaning}>{told.measures.length > 0 && t('segments.method')}</Meaning>
          <Comparison now={told} useOther={useCompared} asked={asked} figuresOf={each => ofSegments(each, group)} />
          {told.measures.length > 0 && <SegmentTable segments={told} name={name} group={group} />}
          {chosen.length > 1 && told.overlap !== 0 && (
            <p className={styles.caveat}>
              {told.overlap === null
                ? t('segments.overlapFew')
                : t('segments.overlap', { count: told.overlap, n: figures.whole(told.overlap) })}
            </p>
          )}
          {told.hiddenGroups > 0 && (
            <p className={styles.caveat}>{t('survival.hidden', { n: figures.whole(told.hiddenGroups) })}</p>
          )}
        </>
      )}
    </Panel>
  )
}

function SegmentTable(props: {
  segments: SegmentsAnswer
  name: (measure: Measure) => string
  group: (told: string) => string
}) {
  const { t } = useTranslation('explain')
  const figures = useFigures()
  const tenths = useTenths()
  const points = usePoints()
  const probability = useProbability()
  const { groups, measures } = props.segments
  const value = ({ measure }: Measure, told: number) =>
    measure === 'reach' || measure === 'channel'
      ? tenths(told)
      : measure === 'satisfaction'
        ? figures.feeling(told)
        : measure === 'duration'
          ? figures.lasting(told * 86_400_000)
          : figures.fine(told)
  const difference = ({ measure }: Measure, told: number) =>
    measure === 'reach' || measure === 'channel'
      ? points(told)
      : measure === 'satisfaction'
        ? figures.feeling(told)
        : `${told > 0 ? '+' : '−'}${measure === 'duration' ? figures.lasting(Math.abs(told) * 86_400_000) : figures.fine(Math.abs(told))}`
  return (
    <Scroll className={figureStyles.scroll} label={t('segments.table')}>
      <table className={`${figureStyles.table} ${styles.rows}`}>
        <thead>
          <tr>
            <Head>{t('segments.measure')}</Head>
            {groups.map(one => (
              <Head
                key={one.name}
                number
                definition={t('segments.groupSaid', { journeys: figures.whole(one.journeys) })}
                n={one.customers}
              >
                {props.group(one.name)}
              </Head>
            ))}
          </tr>
        </thead>
        <tbody>
          {measures.map(measure => (
            <tr key={`${measure.measure} ${measure.of}`}>
              <th scope="row" className={styles.name}>
                {props.name(measure)}
              </th>
              {measure.values.map((told, index) => (
                <td key={groups[index]!.name} data-number data-sure={told?.significant || undefined}>
                  {told ? (
                    <Tooltip
                      label={t('segments.interval', {
                        difference: difference(measure, told.difference),
                        low: difference(measure, told.low),
                        high: difference(measure, told.high),
                        p: probability(told.adjusted),
                        n: figures.whole(told.n),
                      })}
                    >
                      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the interval is said to the keyboard too. */}
                      <span tabIndex={0} role="note">
                        {value(measure, told.value)}
                        {told.significant && <small>{difference(measure, told.difference)}</small>}
                      </span>
                    </Tooltip>
                  ) : (
                    <TooFew />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
