import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { behind } from '../../contract/measuring.ts'
import type { OwnChannel, Touchpoint } from '../../vocabulary/touchpoint.ts'
import { useMay, useWorkspaceKey } from '../admitting/data.ts'
import { shadeOf } from '../charts/feeling.ts'
import { useFigures } from '../kit/figures.ts'
import { useLabels } from '../kit/label.ts'
import { Scroll } from '../kit/Scroll.tsx'
import { SideDrawer } from '../kit/SideDrawer.tsx'
import { Trouble } from '../kit/Trouble.tsx'
import { Waiting } from '../kit/Waiting.tsx'
import { channelName } from '../mapping/channel-name.ts'
import { useMapPlace } from '../mapping/map-place.ts'
import { useListBehind, useMapView } from './data.ts'
import styles from './figures.module.css'
import type { Behind } from './view.ts'

const isBehind = (text: string | undefined): text is Behind =>
  (behind.options as readonly string[]).includes(text ?? '')

/** The list behind a number, by the condition that counted it. Which number is open stands in the address. */
export function ListDrawer(props: {
  map: string
  touchpoints: ReadonlyMap<string, Touchpoint>
  own: readonly OwnChannel[]
}) {
  const { t } = useTranslation('measuring')
  const kit = useTranslation('kit').t
  const figures = useFigures()
  const { say } = useLabels()
  const workspace = useWorkspaceKey()
  const may = useMay()
  const { view, show } = useMapView()
  const { steps } = useMapPlace()
  const placement = steps.flatMap(step => step.placements).find(one => one.id === view.touchpoint)
  const opened =
    placement && isBehind(view.list)
      ? { touchpoint: placement.touchpoint, behind: view.list, next: view.next }
      : undefined
  const list = useListBehind(props.map, opened)
  const first = list.data?.pages[0]
  const rows = list.data?.pages.flatMap(page => page.rows) ?? []
  const name = (id: string) => say(props.touchpoints.get(id)?.name) || id
  const leading = rows.some(row => row.leading !== null)
  const title = opened ? t('list.title', { name: `${name(opened.touchpoint)} · ${wordOf(opened.behind, t)}` }) : ''
  return (
    <SideDrawer
      opened={opened !== undefined}
      title={title}
      close={() => show({ list: undefined, next: undefined })}
      width={760}
    >
      {list.error && <Trouble compact error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && opened && <Waiting />}
      {first && <p>{first.hidden ? t('list.hidden') : t('list.counted', { n: figures.whole(first.total) })}</p>}
      {rows.length > 0 && (
        <Scroll className={styles.scroll} label={title}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('list.customer')}</th>
                <th scope="col">{t('list.at')}</th>
                <th scope="col">{t('list.channel')}</th>
                <th scope="col" data-number>
                  {t('list.wait')}
                </th>
                <th scope="col" data-number>
                  {t('list.score')}
                </th>
                {leading && (
                  <th scope="col" data-number>
                    {t('list.leading')}
                  </th>
                )}
                <th scope="col">{t('list.next')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(row => (
                <tr key={`${row.customer}${row.case}${row.at}`}>
                  <td>
                    {may('customer.read') ? (
                      <Link to="/w/$workspace/customers/$customer" params={{ workspace, customer: row.customer }}>
                        {row.customer.slice(0, 4)}…{row.customer.slice(-6)}
                      </Link>
                    ) : (
                      `…${row.customer.slice(-6)}`
                    )}
                  </td>
                  <td>{figures.moment(row.at)}</td>
                  <td>{channelName(row.channel, props.own, figures.language)}</td>
                  <td data-number>{row.waitSeconds === null ? '–' : figures.lasting(row.waitSeconds * 1000)}</td>
                  <td data-number data-feeling={row.score === null ? undefined : shadeOf(row.score)}>
                    {row.score === null ? '–' : figures.feeling(row.score)}
                  </td>
                  {leading && <td data-number>{row.leading === null ? '–' : figures.fine(row.leading)}</td>}
                  <td>{row.next === null ? t('list.end') : name(row.next)}</td>
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

function wordOf(which: Behind, t: ReturnType<typeof useTranslation<'measuring'>>['t']): string {
  switch (which) {
    case 'visits':
      return t('figures.visits')
    case 'cases':
      return t('figures.cases')
    case 'customers':
      return t('figures.customers')
    case 'dropOff':
      return t('figures.dropOff')
    case 'next':
      return t('next.title')
    case 'end':
      return t('next.end')
    case 'satisfaction':
      return t('constructs.satisfaction')
    case 'wait':
      return t('figures.wait')
    case 'leading':
      return t('figures.leading')
  }
}
