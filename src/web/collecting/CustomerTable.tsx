import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useWorkspaceKey } from '../admitting/data.ts'
import { useFigures } from '../kit/figures.ts'
import { Scroll } from '../kit/Scroll.tsx'
import styles from './collecting.module.css'

type ListedCustomer = {
  readonly customer: string
  readonly name: string
  readonly lastSeenAt: string
  readonly events: number
  /** Told by the list of all customers only. */
  readonly firstSeenAt?: string
  readonly identifiers?: number
}

/** Customers, each with a way to what is known of them. */
export function CustomerTable({ label, customers }: { label: string; customers: readonly ListedCustomer[] }) {
  const { t } = useTranslation('collecting')
  const figures = useFigures()
  const workspace = useWorkspaceKey()
  const whole = customers.some(one => one.firstSeenAt !== undefined)
  return (
    <Scroll className={styles.scroll} label={label}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('customers.name')}</th>
            <th scope="col">{t('customers.lastSeen')}</th>
            {whole && (
              <th scope="col" data-wide>
                {t('customers.firstSeen')}
              </th>
            )}
            <th scope="col" data-number>
              {t('customers.events')}
            </th>
            {whole && (
              <th scope="col" data-number data-wide>
                {t('customers.identifiers')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {customers.map(one => (
            <tr key={one.customer}>
              <td>
                <Link to="/w/$workspace/customers/$customer" params={{ workspace, customer: one.customer }}>
                  {one.name}
                </Link>
              </td>
              <td>{figures.moment(one.lastSeenAt)}</td>
              {whole && <td data-wide>{one.firstSeenAt === undefined ? '' : figures.day(one.firstSeenAt)}</td>}
              <td data-number>{figures.whole(one.events)}</td>
              {whole && (
                <td data-number data-wide>
                  {figures.whole(one.identifiers ?? 0)}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
