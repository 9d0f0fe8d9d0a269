import { useTranslation } from 'react-i18next'
import type { ChannelsAnswer } from '../../../contract/measuring-channels.ts'
import { useFigures } from '../../kit/figures.ts'
import { Comparison } from '../compare/Comparison.tsx'
import { useContactRates } from '../compare/use-rates.ts'
import { Panel } from '../explore/Panel.tsx'
import { ConsistencyPart } from './ConsistencyPart.tsx'
import styles from './contacts.module.css'
import { DemandTable } from './DemandTable.tsx'
import { useChannels } from './data.ts'
import { FitPart } from './FitPart.tsx'
import { RateFigure } from './RateFigure.tsx'
import { SwitchTable } from './SwitchTable.tsx'
import { useNames } from './use-names.ts'

/** From channel to channel, two at once, at which hours; and whether channels are alike, and rightly chosen. */
export function ChannelsTab() {
  const { t } = useTranslation('contacts')
  const { channelName } = useNames()
  const channels = useChannels()
  const { ofChannels } = useContactRates()
  return (
    <>
      <Panel
        answer={channels}
        isEmpty={told => told.journeys === 0}
        table={told => ({
          name: 'channels',
          rows: [
            [t('channels.from'), t('channels.to'), t('channels.moves'), t('channels.share')],
            ...told.matrix.map(one => [channelName(one.from), channelName(one.to), one.moves, one.share]),
            [],
            [t('channels.hour'), t('channel'), t('channels.visits')],
            ...told.demand.map(one => [one.hour, channelName(one.channel), one.visits]),
          ],
        })}
      >
        {told => (
          <>
            <Comparison now={told} useOther={useChannels} asked={undefined} figuresOf={ofChannels} />
            <Told told={told} />
          </>
        )}
      </Panel>
      <ConsistencyPart />
      <FitPart />
    </>
  )
}

function Told({ told }: { told: ChannelsAnswer }) {
  const { t } = useTranslation('contacts')
  const figures = useFigures()
  if (told.journeys === null) return <p className={styles.sentence}>{t('tooFew')}</p>
  const { switchedJourneys, switchRate, forced, simultaneous, overlapShare, entropy, failures } = told
  return (
    <>
      <p className={styles.sentence}>
        {switchedJourneys &&
          t('channels.summary', {
            journeys: figures.whole(told.journeys),
            value: figures.share(switchedJourneys.value),
          })}{' '}
        {forced && failures.length > 0 && t('channels.summaryForced', { value: figures.share(forced.value) })}
      </p>
      <div className={styles.figures}>
        <RateFigure
          name={t('channels.switched')}
          definition={t('definitions.switched')}
          rate={switchedJourneys}
          said={
            entropy === null
              ? t('channels.switchedPlain')
              : t('channels.switchedSaid', { entropy: figures.fine(entropy) })
          }
        />
        <RateFigure
          name={t('channels.rate')}
          definition={t('definitions.switchRate')}
          rate={switchRate}
          said={t('channels.rateSaid')}
        />
        <RateFigure
          name={t('channels.forced')}
          definition={t('definitions.forced', {
            failures: failures.length === 0 ? t('channels.noFailures') : failures.slice(0, 8).join(', '),
          })}
          rate={failures.length === 0 ? null : forced}
          said={failures.length === 0 ? t('channels.forcedNone') : t('channels.forcedSaid')}
        />
        <RateFigure
          name={t('channels.simultaneous')}
          definition={t('definitions.simultaneous')}
          rate={simultaneous}
          said={
            overlapShare === null
              ? t('channels.simultaneousPlain')
              : t('channels.simultaneousSaid', {
                  value: overlapShare < 0.001 ? t('channels.under') : figures.share(overlapShare),
                })
          }
        />
      </div>
      <SwitchTable told={told} />
      <DemandTable told={told} />
    </>
  )
}
