import { useTranslation } from 'react-i18next'
import type { FitAnswer } from '../../../contract/measuring-channels.ts'
import { useFigures } from '../../kit/figures.ts'
import { Comparison } from '../compare/Comparison.tsx'
import { useContactRates } from '../compare/use-rates.ts'
import { Panel } from '../explore/Panel.tsx'
import styles from './contacts.module.css'
import { useContactsView, useFit } from './data.ts'
import { useNames } from './use-names.ts'

/** Whether matters come to the channel that suits them. */
export function FitPart() {
  const { t } = useTranslation('contacts')
  const { channelName } = useNames()
  const fit = useFit()
  const { ofFit } = useContactRates()
  return (
    <section className={`${styles.part} ${styles.apart}`}>
      <h2>{t('fit.title')}</h2>
      <p>{t('fit.said')}</p>
      <Panel
        answer={fit}
        beside
        isEmpty={() => false}
        instead={told => told.judged === 0 && <Cells told={told} />}
        table={told => ({
          name: 'channel-fit',
          rows: [
            [t('fit.matter'), t('channel'), t('fit.amount'), t('fit.suits')],
            ...told.cells.flatMap(cell =>
              cell.channels.map(one => [
                t(`fit.cells.${nameOf(cell)}`),
                channelName(one.channel),
                one.amount,
                t(one.fits ? 'yes' : 'no'),
              ]),
            ),
          ],
        })}
      >
        {told => (
          <>
            <Comparison
              now={told}
              useOther={useFit}
              asked={undefined}
              figuresOf={each => ofFit(each, cell => t(`fit.cells.${nameOf(cell)}`))}
            />
            <Cells told={told} />
          </>
        )}
      </Panel>
    </section>
  )
}

const nameOf = ({ complex, urgent }: { complex: boolean; urgent: boolean }) =>
  complex ? (urgent ? 'complexUrgent' : 'complex') : urgent ? 'urgent' : 'simple'

function Cells({ told }: { told: FitAnswer }) {
  const { t } = useTranslation('contacts')
  const figures = useFigures()
  const { channelName } = useNames()
  const { view } = useContactsView()
  if (told.judged === 0) return <p className={styles.sentence}>{t(view.map ? 'fit.noneMap' : 'fit.none')}</p>
  return (
    <>
      <p className={styles.sentence}>
        {told.fit &&
          t('fit.summary', {
            value: figures.share(told.fit.value),
            low: figures.share(told.fit.low),
            high: figures.share(told.fit.high),
            n: figures.whole(told.fit.n),
          })}{' '}
        {told.judged !== null &&
          told.all !== null &&
          told.judged < told.all &&
          t('fit.unjudged', { amount: figures.whole(told.all - told.judged) })}
      </p>
      <div className={styles.cells}>
        {told.cells.map(cell => (
          <article key={nameOf(cell)} className={styles.fitCell}>
            <h3>{t(`fit.cells.${nameOf(cell)}`)}</h3>
            <p>
              {t('fit.expected', { channels: cell.expected.map(channelName).join(', ') })}
              {cell.fit &&
                ` ${t('fit.cellFit', { value: figures.share(cell.fit.value), n: figures.whole(cell.fit.n) })}`}
            </p>
            <ul>
              {cell.channels.slice(0, 6).map(one => (
                <li key={one.channel} data-fits={one.fits}>
                  <span>
                    {one.fits ? '✓ ' : ''}
                    {channelName(one.channel)}
                  </span>
                  <span>{one.amount === null ? t('few') : figures.whole(one.amount)}</span>
                </li>
              ))}
              {cell.channels.length === 0 && <li>{t('fit.nobody')}</li>}
            </ul>
          </article>
        ))}
      </div>
    </>
  )
}
