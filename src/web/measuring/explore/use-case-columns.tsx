import { useTranslation } from 'react-i18next'
import type { ListedCases } from '../../../contract/exploring.ts'
import { useFigures } from '../../kit/figures.ts'
import { CustomerLink } from '../contacts/CustomerLink.tsx'
import type { Column } from '../lists/ListFrame.tsx'
import { Chain } from './Chain.tsx'
import explore from './explore.module.css'

/** Journeys one by one: whose, when, how long, in which order. */
export function useCaseColumns(name: (id: string) => string): readonly Column<ListedCases['rows'][number]>[] {
  const { t } = useTranslation('explore')
  const figures = useFigures()
  return [
    {
      label: t('conformance.customer'),
      cell: row => <CustomerLink customer={row.customer} />,
    },
    { label: t('conformance.began'), cell: row => figures.moment(row.started) },
    {
      label: t('conformance.lasted'),
      number: true,
      cell: row => figures.lasting(Date.parse(row.ended) - Date.parse(row.started)),
    },
    {
      label: t('conformance.order'),
      className: explore.order,
      cell: row => <Chain activities={row.activities} name={name} most={10} />,
    },
  ]
}
