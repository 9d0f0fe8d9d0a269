import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { askChange, type ChangeAnswer } from '../../../contract/measuring-trends.ts'
import { channels, isChannel } from '../../../vocabulary/channel.ts'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { Comparison } from '../compare/Comparison.tsx'
import { useExplainFigures } from '../compare/use-explain-figures.ts'
import { useCohorts } from '../data.ts'
import { useAnswer, useExplainView } from '../explain/data.ts'
import styles from '../explain/explain.module.css'
import { Meaning } from '../explain/Meaning.tsx'
import { usePoints } from '../explain/use-points.ts'
import { ActivityPicker } from '../explore/ActivityPicker.tsx'
import type { Activities } from '../explore/activities.ts'
import { Head } from '../explore/Head.tsx'
import { Panel } from '../explore/Panel.tsx'
import { useTenths } from '../explore/use-explain.ts'
import figureStyles from '../figures.module.css'
import { useTaken } from '../taken/use-taken.ts'

type Asked = { readonly activity: string | undefined; readonly by: string }
const useChange = ({ activity, by }: Asked) =>
  useAnswer(askChange, { activity: activity ?? '', by }, { enabled: activity !== undefined })

/** Why a share of journeys moved against the period before. */
export function ChangeTab({ activities }: { activities: Activities }) {
  const { t } = useTranslation('explain')
  const taken = useTaken()
  const figures = useFigures()
  const tenths = useTenths()
  const { view, show } = useExplainView()
  const cohorts = useCohorts(true)
  const traits = [...new Set((cohorts.data?.cohorts ?? []).map(one => one.trait))]
  const by = view.trait ?? 'channel'
  const asked = { activity: view.activity, by }
  const change = useChange(asked)
  const { ofChange } = useExplainFigures(activities.name)
  const segment = (name: string) =>
    name === '' ? t('change.others') : by === 'channel' && isChannel(name) ? channels[name][figures.language] : name
  const picker = (
    <ActivityPicker
      label={t('change.activity')}
      anything={t('attribution.choose')}
      value={view.activity}
      activities={activities}
      choose={activity => show({ activity })}
    />
  )
  if (view.activity === undefined)
    return (
      <EmptyState compact title={t('change.which')} actions={picker}>
        {t('change.whichText')}
      </EmptyState>
    )
  // The last day that is looked at, as the filter writes it; the answer tells where the next one begins.
  const daysOf = ({ from, to }: { from: string; to: string }) =>
    `${figures.day(from)} – ${figures.day(new Date(Date.parse(to) - 1))}`
  return (
    <Panel
      answer={change}
      isEmpty={told => told.before === null && told.after === null}
      controls={
        <>
          {picker}
          <NativeSelect
            size="xs"
            label={t('change.by')}
            value={by}
            data={[{ value: 'channel', label: t('change.channel') }, ...traits.map(value => ({ value, label: value }))]}
            onChange={event =>
              show({ trait: event.currentTarget.value === 'channel' ? undefined : event.currentTarget.value })
            }
          />
        </>
      }
      table={told => ({
        name: 'change',
        rows: [
          taken.heads('segment', 'nBefore', 'shareBefore', 'nAfter', 'shareAfter', 'mix', 'rate', 'adjusted'),
          ...told.parts.map(one => [
            ...[segment(one.segment), one.before.n, one.before.share, one.after.n, one.after.share],
            ...[one.mix, one.rate, one.adjusted],
          ]),
        ],
      })}
    >
      {told => (
        <>
          <Meaning meaning={told.meaning}>
            {told.before &&
              told.after &&
              t('change.periods', {
                before: daysOf(told.before),
                beforeShare: tenths(told.before.share),
                after: daysOf(told.after),
                afterShare: tenths(told.after.share),
              })}
          </Meaning>
          <Comparison now={told} useOther={useChange} asked={asked} figuresOf={each => ofChange(each, segment)} />
          {told.before?.n && told.after?.n ? <PartTable change={told} segment={segment} /> : null}
        </>
      )}
    </Panel>
  )
}

function PartTable({ change, segment }: { change: ChangeAnswer; segment: (name: string) => string }) {
  const { t } = useTranslation('explain')
  const figures = useFigures()
  const tenths = useTenths()
  const points = usePoints()
  const side = (one: { n: number; share: number | null }) =>
    one.share === null ? '–' : `${tenths(one.share)} (${figures.whole(one.n)})`
  return (
    <Scroll className={figureStyles.scroll} label={t('change.table')}>
      <table className={`${figureStyles.table} ${styles.rows}`}>
        <thead>
          <tr>
            <Head>{t('change.segment')}</Head>
            <Head number definition={t('change.sideSaid')}>
              {t('change.before')}
            </Head>
            <Head number definition={t('change.sideSaid')}>
              {t('change.after')}
            </Head>
            <Head number definition={t('change.mixSaid')}>
              {t('change.mix')}
            </Head>
            <Head number definition={t('change.rateSaid')}>
              {t('change.rate')}
            </Head>
            <Head number>{t('change.together')}</Head>
          </tr>
        </thead>
        <tbody>
          {change.parts.map(one => (
            <tr key={one.segment}>
              <th scope="row">{segment(one.segment)}</th>
              <td data-number>{side(one.before)}</td>
              <td data-number>{side(one.after)}</td>
              <td data-number>{points(one.mix)}</td>
              <td data-number data-sure={(one.adjusted !== null && one.adjusted <= 0.05) || undefined}>
                {points(one.rate)}
              </td>
              <td data-number>{points(one.mix + one.rate)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
