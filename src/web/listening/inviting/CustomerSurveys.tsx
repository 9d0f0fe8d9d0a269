import { useTranslation } from 'react-i18next'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { useInvitationsOfCustomer } from './data.ts'
import styles from './inviting.module.css'

/** Why a customer was asked, or was not, by every survey. */
export function CustomerSurveys({ customer }: { customer: string }) {
  const { t } = useTranslation('inviting')
  const figures = useFigures()
  const { say } = useLabels()
  const { data } = useInvitationsOfCustomer(customer)
  if (!data || data.invitations.length === 0) return null
  return (
    <section className={styles.part} aria-label={t('customer.title')}>
      <h2>{t('customer.title')}</h2>
      {data.invitations.slice(0, 20).map(line => (
        <p key={line.id} style={{ margin: 0, fontSize: 13.5 }}>
          <b>{say(line.title)}</b> — {t(`states.${line.state}`).toLowerCase()}
          {line.reasons.length > 0 && ` : ${line.reasons.map(reason => t(`reasons.${reason}`)).join(', ')}`}
          <span className={styles.small}> · {figures.moment(line.decidedAt)}</span>
        </p>
      ))}
    </section>
  )
}
