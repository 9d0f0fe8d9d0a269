import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type CustomerView, purposes } from '../../contract/collecting.ts'
import { useMay } from '../admitting/data.ts'
import { useFigures } from '../kit/figures.ts'
import { Refused } from '../kit/Refused.tsx'
import styles from './customer.module.css'
import { useCustomerChanges } from './data.ts'

/** What the customer allows, purpose by purpose; and a way to note what they say by telephone or in a shop. */
export function ConsentPanel({ consents }: { consents: CustomerView['consents'] }) {
  const { t } = useTranslation('collecting')
  const figures = useFigures()
  const may = useMay()('customer.edit')
  const { consent } = useCustomerChanges()
  return (
    <section>
      <h2>{t('customer.consents')}</h2>
      <Refused error={consent.error} />
      <ul className={styles.items}>
        {purposes.map(purpose => {
          const said = consents.find(one => one.purpose === purpose)
          const decision = said?.decision ?? 'unknown'
          const name = t(`customer.purposes.${purpose}`)
          const granted = decision === 'granted'
          return (
            <li key={purpose} className={styles.item}>
              <span>
                {name}{' '}
                <span className={styles.state} data-state={decision}>
                  {t(`customer.decisions.${decision}`)}
                </span>
                {said?.since && (
                  <small>{t('customer.sinceBy', { date: figures.day(said.since), source: said.source ?? '' })}</small>
                )}
              </span>
              {may && (
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={t(granted ? 'customer.withdraw' : 'customer.grant', { purpose: name })}
                  loading={consent.isPending && consent.variables.purpose === purpose}
                  onClick={() => consent.mutate({ purpose, decision: granted ? 'withdrawn' : 'granted' })}
                >
                  {t(granted ? 'customer.withdrawShort' : 'customer.grantShort')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
