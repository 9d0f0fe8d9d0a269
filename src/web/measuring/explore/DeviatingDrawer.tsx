import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFigures } from '../../kit/figures.ts'
import { SideDrawer } from '../../kit/SideDrawer.tsx'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { useMapView } from '../data.ts'
import { CasesTable } from './CasesTable.tsx'
import { useDeviating } from './data.ts'
import { readDeviation } from './deviation.ts'

/** The journeys behind one deviation, by the alignment that counted it. Which one is open stands in the address. */
export function DeviatingDrawer({ map, name }: { map: string; name: (id: string) => string }) {
  const { t } = useTranslation('explore')
  const kit = useTranslation('kit').t
  const figures = useFigures()
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
      {rows.length > 0 && <CasesTable rows={rows} label={title} name={name} />}
      {list.hasNextPage && (
        <Button variant="default" mt="md" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {kit('showMore')}
        </Button>
      )}
    </SideDrawer>
  )
}
