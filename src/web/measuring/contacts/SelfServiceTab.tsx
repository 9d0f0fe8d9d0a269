import { useTranslation } from 'react-i18next'
import type { SelfServiceAnswer } from '../../../contract/measuring-self-service.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { Comparison } from '../compare/Comparison.tsx'
import { useContactRates } from '../compare/use-rates.ts'
import explore from '../explore/explore.module.css'
import { Head } from '../explore/Head.tsx'
import { Panel } from '../explore/Panel.tsx'
import { TooFew } from '../explore/TooFew.tsx'
import figureStyles from '../figures.module.css'
import { isNarrowed } from '../filters.ts'
import styles from './contacts.module.css'
import { useContactsView, useSelfService } from './data.ts'
import { RateCell } from './RateCell.tsx'
import { RateFigure } from './RateFigure.tsx'
import { SessionsDrawer } from './SessionsDrawer.tsx'
import { StateBar } from './StateBar.tsx'
import { useNames } from './use-names.ts'

/** Whether customers who help themselves manage. */
export function SelfServiceTab() {
  const { t } = useTranslation('contacts')
  const { reasonName } = useNames()
  const selfService = useSelfService()
  const { ofSelfService } = useContactRates()
  return (
    <>
      <Panel
        answer={selfService}
        isEmpty={() => false}
        table={told => ({
          name: 'self-service',
          rows: [
            [t('reason'), t('self.sessions'), t('self.resolved'), t('self.leaked'), t('self.unknown')],
            ...told.byReason.map(row => [
              reasonName(row.reason),
              row.sessions,
              row.resolved?.hits,
              row.leaked?.hits,
              row.unknown?.hits,
            ]),
            [t('all'), told.sessions, told.resolved?.hits, told.leaked?.hits, told.unknown?.hits],
          ],
        })}
      >
        {told => (
          <>
            <Comparison now={told} useOther={useSelfService} asked={undefined} figuresOf={ofSelfService} />
            <Told told={told} />
          </>
        )}
      </Panel>
      <SessionsDrawer />
    </>
  )
}

function Told({ told }: { told: SelfServiceAnswer }) {
  const { t } = useTranslation('contacts')
  const figures = useFigures()
  const { view, show } = useContactsView()
  const { definition, success, autonomy } = told
  const hours = definition.leakHours
  const open = (behind: string) => () => show({ behind, ofReason: undefined })
  const need = autonomy.byReason ?? autonomy.whatever
  return (
    <>
      {told.sessions === 0 ? (
        <p className={styles.sentence}>{t(isNarrowed(view) ? 'self.noneLeft' : 'self.none')}</p>
      ) : told.sessions === null ? (
        <p className={styles.sentence}>{t('tooFew')}</p>
      ) : (
        <>
          <p className={styles.sentence}>
            {t('self.summary', { sessions: figures.whole(told.sessions) })}{' '}
            {success && t('self.success', { low: figures.share(success.low), high: figures.share(success.high) })}{' '}
            {told.leaked && t('self.summaryLeaked', { value: figures.share(told.leaked.value), hours })}
          </p>
          <StateBar told={told} />
          <div className={styles.figures}>
            <RateFigure
              name={t('self.resolved')}
              definition={t('definitions.resolved')}
              rate={told.resolved}
              said={t('self.resolvedSaid')}
              open={open('resolved')}
            />
            <RateFigure
              name={t('self.leaked')}
              definition={t('definitions.leaked', { hours })}
              rate={told.leaked}
              said={
                told.leakedAtMost
                  ? t('self.leakedSaid', { value: figures.share(told.leakedAtMost.value) })
                  : t('self.leakedPlain')
              }
              open={open('leaked')}
            />
            <RateFigure
              name={t('self.containment')}
              definition={t('definitions.containment', { hours })}
              rate={told.containment}
              said={t('self.containmentSaid')}
            />
            <RateFigure
              name={t('self.autonomy')}
              definition={t('definitions.autonomy', { days: autonomy.days })}
              rate={need?.solved ?? null}
              said={
                need?.atMost
                  ? t(autonomy.byReason ? 'self.autonomySaid' : 'self.autonomyWhatever', {
                      value: figures.share(need.atMost.value),
                      needs: figures.whole(need.atMost.n),
                    })
                  : t('self.autonomyNone')
              }
            />
          </div>
          {((told.tooRecent ?? 0) > 0 || (told.denied ?? 0) > 0) && (
            <p className={explore.note}>
              {(told.tooRecent ?? 0) > 0 &&
                t('self.tooRecent', { count: told.tooRecent!, amount: figures.whole(told.tooRecent!), hours })}{' '}
              {(told.denied ?? 0) > 0 && t('self.denied', { count: told.denied!, amount: figures.whole(told.denied!) })}
            </p>
          )}
          <ByReason told={told} />
        </>
      )}
      <details className={styles.definition} open={told.sessions === 0}>
        <summary>{t('self.definition')}</summary>
        <p>
          {definition.selfHelp.length === 0
            ? t('self.definitionNone')
            : t('self.definitionEvents', { events: definition.selfHelp.join(', ') })}{' '}
          {definition.solved.length > 0 && t('self.definitionSolved', { events: definition.solved.join(', ') })}{' '}
          {t('self.definitionYes')} {t('self.definitionLeak', { events: definition.contacts.join(', '), hours })}
        </p>
      </details>
    </>
  )
}

function ByReason({ told }: { told: SelfServiceAnswer }) {
  const { t } = useTranslation('contacts')
  const figures = useFigures()
  const { show } = useContactsView()
  const { reasonName } = useNames()
  const { leakHours: hours } = told.definition
  return (
    <section className={styles.part}>
      <h2>{t('self.byReason')}</h2>
      <Scroll className={figureStyles.scroll} label={t('self.byReason')}>
        <table className={`${figureStyles.table} ${styles.table}`}>
          <thead>
            <tr>
              <Head>{t('reason')}</Head>
              <Head definition={t('definitions.sessions')} number>
                {t('self.sessions')}
              </Head>
              <Head definition={t('definitions.resolved')} number>
                {t('self.resolved')}
              </Head>
              <Head definition={t('definitions.leaked', { hours })} number>
                {t('self.leaked')}
              </Head>
              <Head definition={t('definitions.unknown')} number>
                {t('self.unknown')}
              </Head>
            </tr>
          </thead>
          <tbody>
            {told.byReason.map(row => {
              const name = reasonName(row.reason)
              const open = (behind: string) => () => show({ behind, ofReason: row.reason || '-' })
              return (
                <tr key={row.reason}>
                  <th scope="row">{name}</th>
                  <td data-number>{row.sessions === null ? <TooFew /> : figures.whole(row.sessions)}</td>
                  <RateCell rate={row.resolved} name={`${name}, ${t('self.resolved')}`} open={open('resolved')} />
                  <RateCell rate={row.leaked} name={`${name}, ${t('self.leaked')}`} open={open('leaked')} bar />
                  <RateCell rate={row.unknown} name={`${name}, ${t('self.unknown')}`} open={open('unknown')} />
                </tr>
              )
            })}
          </tbody>
        </table>
      </Scroll>
    </section>
  )
}
