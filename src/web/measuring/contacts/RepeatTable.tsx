import { useTranslation } from 'react-i18next'
import type { ContactsAnswer } from '../../../contract/measuring-contacts.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { Head } from '../explore/Head.tsx'
import { TooFew } from '../explore/TooFew.tsx'
import figureStyles from '../figures.module.css'
import styles from './contacts.module.css'
import { useContactsView } from './data.ts'
import { RateCell } from './RateCell.tsx'
import { useNames } from './use-names.ts'

type Row = Pick<ContactsAnswer['byReason'][number], 'contacts' | 'windows' | 'others'> & { readonly key: string }

/** The same figures reason by reason, or channel by channel. Each opens its list. */
export function RepeatTable({ of, rows, days }: { of: 'reason' | 'channel'; rows: readonly Row[]; days: number }) {
  const { t } = useTranslation('contacts')
  const figures = useFigures()
  const { show } = useContactsView()
  const { reasonName, channelName } = useNames()
  const title = t(of === 'reason' ? 'byReason' : 'byChannel')
  return (
    <section className={styles.part}>
      <h2>{title}</h2>
      <Scroll className={figureStyles.scroll} label={title}>
        <table className={`${figureStyles.table} ${styles.table}`}>
          <thead>
            <tr>
              <Head>{t(of)}</Head>
              <Head definition={t('definitions.contacts')} number>
                {t('contacts')}
              </Head>
              <Head definition={t('definitions.back', { days })} number>
                {t('back')}
              </Head>
              <Head definition={t('definitions.forward', { days })} number>
                {t('forward')}
              </Head>
              <Head definition={t('definitions.firstContact', { days })} number>
                {t('firstContact')}
              </Head>
              <Head definition={t('definitions.onceAndDone', { days })} number>
                {t('onceAndDone')}
              </Head>
              <Head definition={t('definitions.perNeed')} number>
                {t('perNeed')}
              </Head>
            </tr>
          </thead>
          <tbody>
            {rows.map(row => {
              const window = row.windows.find(one => one.days === days)!
              const name = row.others
                ? t('rareReasons', { count: row.others })
                : of === 'reason'
                  ? reasonName(row.key)
                  : channelName(row.key)
              const open = (behind: string) =>
                row.others > 0
                  ? undefined
                  : () =>
                      show({
                        behind,
                        ofReason: of === 'reason' ? row.key || '-' : undefined,
                        ofChannel: of === 'channel' ? row.key : undefined,
                      })
              return (
                <tr key={`${row.key} ${row.others}`}>
                  <th scope="row">{name}</th>
                  <td data-number>
                    {row.contacts === null ? (
                      <TooFew />
                    ) : (
                      <button
                        type="button"
                        className={styles.cell}
                        disabled={row.others > 0}
                        aria-label={`${t('openList', { name })} (${figures.whole(row.contacts)})`}
                        onClick={open('contacts')}
                      >
                        {figures.whole(row.contacts)}
                      </button>
                    )}
                  </td>
                  <RateCell rate={window.back} name={`${name}, ${t('back')}`} open={open('back')} />
                  <RateCell rate={window.forward} name={`${name}, ${t('forward')}`} open={open('forward')} bar />
                  <RateCell rate={window.firstContact} name={`${name}, ${t('firstContact')}`} />
                  <RateCell rate={window.onceAndDone} name={`${name}, ${t('onceAndDone')}`} open={open('once')} />
                  <td data-number>{window.contactsPerNeed === null ? '–' : figures.fine(window.contactsPerNeed)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </Scroll>
    </section>
  )
}
