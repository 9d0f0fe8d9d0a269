import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ListedCases } from '../../../contract/exploring.ts'
import { useMay, useWorkspaceKey } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import figureStyles from '../figures.module.css'
import { Chain } from './Chain.tsx'
import styles from './conformance.module.css'
import explore from './explore.module.css'

/** Journeys one by one: whose, when, how long, in which order. */
export function CasesTable(props: { rows: ListedCases['rows']; label: string; name: (id: string) => string }) {
  const { t } = useTranslation('explore')
  const figures = useFigures()
  const workspace = useWorkspaceKey()
  const may = useMay()
  const { rows, label, name } = props
  return (
    <Scroll className={figureStyles.scroll} label={label}>
      <table className={`${figureStyles.table} ${styles.journeys}`}>
        <thead>
          <tr>
            <th scope="col">{t('conformance.customer')}</th>
            <th scope="col">{t('conformance.began')}</th>
            <th scope="col" data-number>
              {t('conformance.lasted')}
            </th>
            <th scope="col">{t('conformance.order')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={`${row.customer} ${row.case}`}>
              <td>
                {may('customer.read') ? (
                  <Link to="/w/$workspace/customers/$customer" params={{ workspace, customer: row.customer }}>
                    {row.customer.slice(0, 4)}…{row.customer.slice(-6)}
                  </Link>
                ) : (
                  `…${row.customer.slice(-6)}`
                )}
              </td>
              <td>{figures.moment(row.started)}</td>
              <td data-number>{figures.lasting(Date.parse(row.ended) - Date.parse(row.started))}</td>
              <td className={explore.order}>
                <Chain activities={row.activities} name={name} most={10} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
