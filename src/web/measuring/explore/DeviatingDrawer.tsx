import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay, useWorkspaceKey } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { SideDrawer } from '../../kit/SideDrawer.tsx'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { useMapView } from '../data.ts'
import figureStyles from '../figures.module.css'
import { Chain } from './Chain.tsx'
import styles from './conformance.module.css'
import { useDeviating } from './data.ts'
import { readDeviation } from './deviation.ts'
import explore from './explore.module.css'

/** The journeys behind one deviation, by the alignment that counted it. Which one is open stands in the address. */
export function DeviatingDrawer({ map, name }: { map: string; name: (id: string) => string }) {
  const { t } = useTranslation('explore')
  const kit = useTranslation('kit').t
  const figures = useFigures()
  const workspace = useWorkspaceKey()
  const may = useMay()
  const { view, show } = useMapView()
  const deviation = readDeviation(view.deviation)
  const list = useDeviating(map, deviation)
  const first = list.data?.pages[0]
  const rows = list.data?.pages.flatMap(page => page.rows) ?? []
  const title = deviation
    ? t('conformance.list', { kind: t(`conformance.kinds.${deviation.kind}`), name: name(deviation.touchpoint) })
    : ''
  return (
    <SideDrawer opened={deviation !== undefined} title={title} close={() => show({ deviation: undefined })} width={780}>
      {list.error && <Trouble compact error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && deviation && <Waiting />}
      {first && (
        <p>
          {first.hidden ? t('conformance.hiddenList') : t('conformance.counted', { n: figures.whole(first.total) })}
        </p>
      )}
      {rows.length > 0 && (
        <Scroll className={figureStyles.scroll} label={title}>
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
      )}
      {list.hasNextPage && (
        <Button variant="default" mt="md" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {kit('showMore')}
        </Button>
      )}
    </SideDrawer>
  )
}
