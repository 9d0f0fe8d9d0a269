import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type AttributionAnswer, askAttribution } from '../../../contract/exploring.ts'
import { channels, isChannel } from '../../../vocabulary/channel.ts'
import { saying } from '../../../vocabulary/survey/plain-answer.ts'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { Comparison } from '../compare/Comparison.tsx'
import { useExplainFigures } from '../compare/use-explain-figures.ts'
import { useAnswer, useExplainView } from '../explain/data.ts'
import styles from '../explain/explain.module.css'
import { Meaning } from '../explain/Meaning.tsx'
import { ActivityPicker } from '../explore/ActivityPicker.tsx'
import type { Activities } from '../explore/activities.ts'
import explore from '../explore/explore.module.css'
import { Head } from '../explore/Head.tsx'
import { Name } from '../explore/Name.tsx'
import { Panel } from '../explore/Panel.tsx'
import { useTenths } from '../explore/use-explain.ts'
import figureStyles from '../figures.module.css'
import { useTaken } from '../taken/use-taken.ts'

const rules = ['first', 'last', 'linear', 'position', 'markov', 'shapley'] as const

type Asked = { readonly goal: string | undefined; readonly of: 'channel' | 'activity' }
const useAttribution = ({ goal, of }: Asked) =>
  useAnswer(askAttribution, { goal: goal ?? '', of }, { enabled: goal !== undefined })

/** What goes with reaching a goal, by six rules side by side: that they differ is the point. */
export function AttributionTab({ activities }: { activities: Activities }) {
  const { t } = useTranslation('explain')
  const taken = useTaken()
  const figures = useFigures()
  const { view, show } = useExplainView()
  const of = view.credited ?? 'channel'
  const asked: Asked = { goal: view.goal, of }
  const attribution = useAttribution(asked)
  const { ofAttribution } = useExplainFigures(activities.name)
  const name = (told: string) =>
    of === 'activity' ? activities.name(told) : isChannel(told) ? channels[told][figures.language] : told
  const picker = (
    <ActivityPicker
      label={t('attribution.goal')}
      anything={t('attribution.choose')}
      value={view.goal}
      activities={activities}
      choose={goal => show({ goal })}
    />
  )
  if (view.goal === undefined)
    return (
      <EmptyState compact title={t('attribution.which')} actions={picker}>
        {t('attribution.whichText')}
      </EmptyState>
    )
  return (
    <Panel
      answer={attribution}
      isEmpty={told => told.reached + told.lost === 0}
      instead={told =>
        told.reached === 0 && (
          <EmptyState compact title={t('attribution.unreached')}>
            {t('attribution.unreachedText', { journeys: figures.whole(told.lost) })}
          </EmptyState>
        )
      }
      controls={
        <>
          {picker}
          <SegmentedControl
            size="xs"
            aria-label={t('attribution.of')}
            value={of}
            data={[
              { value: 'channel', label: t('attribution.channels') },
              { value: 'activity', label: t('attribution.activities') },
            ]}
            onChange={value => show({ credited: value === 'activity' ? 'activity' : undefined })}
          />
        </>
      }
      table={told => ({
        name: 'attribution',
        rows: [
          [...taken.heads('name'), ...rules.map(rule => t(`attribution.rules.${rule}`)), ...taken.heads('removal')],
          ...told.rows.map(row => [name(row.name), ...rules.map(rule => row[rule]), row.removalEffect]),
        ],
      })}
    >
      {told => (
        <>
          <Meaning meaning={meaningOf(told, name)}>{t('attribution.caveat')}</Meaning>
          <Comparison
            now={told}
            useOther={useAttribution}
            asked={asked}
            figuresOf={each => ofAttribution(each, name)}
            note={t('attribution.compared')}
          />
          {told.rows.length > 0 && told.reached > 0 && <CreditTable attribution={told} name={name} />}
        </>
      )}
    </Panel>
  )
}

function CreditTable({ attribution, name }: { attribution: AttributionAnswer; name: (told: string) => string }) {
  const { t } = useTranslation('explain')
  const figures = useFigures()
  const tenths = useTenths()
  const most = Math.max(1e-9, ...attribution.rows.flatMap(row => rules.map(rule => row[rule])))
  return (
    <Scroll className={figureStyles.scroll} label={t('attribution.table')}>
      <table className={`${figureStyles.table} ${styles.rows}`}>
        <thead>
          <tr>
            <Head>{t('attribution.name')}</Head>
            {rules.map(rule => (
              <Head key={rule} definition={t(`attribution.rulesSaid.${rule}`)} n={attribution.reached}>
                {t(`attribution.rules.${rule}`)}
              </Head>
            ))}
            <Head definition={t('attribution.removalSaid')} number>
              {t('attribution.removal')}
            </Head>
          </tr>
        </thead>
        <tbody>
          {attribution.rows.map(row => (
            <tr key={row.name}>
              <th scope="row">
                <Name>{name(row.name)}</Name>
              </th>
              {rules.map(rule => (
                <td key={rule} className={explore.barred}>
                  <span>{figures.fine(row[rule])}</span>
                  <i className={explore.bar} style={{ width: `${(row[rule] / most) * 100}%` }} aria-hidden />
                </td>
              ))}
              <td data-number>{tenths(row.removalEffect)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

/** Whether the rules agree on the first is worth more than any one of them. */
function meaningOf({ rows, reached, lost, direct }: AttributionAnswer, name: (told: string) => string) {
  const first = rules.map(rule => rows.reduce((best, row) => (row[rule] > (best?.[rule] ?? 0) ? row : best), rows[0]))
  const winners = [...new Set(first.flatMap(row => (row ? [row.name] : [])))]
  return saying(say => {
    const whole = `${say(
      `${say.whole(reached)} parcours sur ${say.whole(reached + lost)} atteignent le but`,
      `${say.whole(reached)} of ${say.whole(reached + lost)} journeys reach the goal`,
    )}${
      direct === 0
        ? say(', tous après autre chose.', ', all of them after something else.')
        : say(`, dont ${say.whole(direct)} d’emblée.`, `, ${say.whole(direct)} of them at once.`)
    }`
    const only = rows[0]
    if (!only || winners.length === 0)
      return `${whole} ${say(
        'Rien ne les y mène qui puisse être montré : il n’y a pas de mérite à partager.',
        'Nothing that may be shown leads them there: there is no credit to share.',
      )}`
    if (rows.length === 1)
      return `${whole} ${say(
        `Seul « ${name(only.name)} » y mène : chaque règle lui donne tout, et ne dit rien.`,
        `Only “${name(only.name)}” leads there: each rule gives it all, and says nothing.`,
      )}`
    return winners.length === 1
      ? `${whole} ${say(`Les six règles mettent « ${name(winners[0]!)} » en tête.`, `All six rules put “${name(winners[0]!)}” first.`)}`
      : `${whole} ${say(
          `Les règles ne s’accordent pas : selon la règle, ${winners.map(one => `« ${name(one)} »`).join(' ou ')} vient en tête. Ne décidez rien sur une seule.`,
          `The rules disagree: depending on the rule, ${winners.map(one => `“${name(one)}”`).join(' or ')} comes first. Decide nothing on one alone.`,
        )}`
  })
}
