import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { MeasureFilter } from '../../../contract/measuring.ts'
import { useFigures } from '../../kit/figures.ts'
import { SideDrawer } from '../../kit/SideDrawer.tsx'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { CasesTable } from './CasesTable.tsx'
import { useCases } from './data.ts'

/** The journeys behind a number, by the filter that counted it. */
export function CasesDrawer(props: {
  /** What narrows the filters of the page further; undefined while closed. */
  behind: Partial<MeasureFilter> | undefined
  title: string
  name: (id: string) => string
  close: () => void
}) {
  const { t } = useTranslation('explore')
  const kit = useTranslation('kit').t
  const figures = useFigures()
  const { behind, title, name, close } = props
  const list = useCases(behind)
  const first = list.data?.pages[0]
  const rows = list.data?.pages.flatMap(page => page.rows) ?? []
  return (
    <SideDrawer opened={behind !== undefined} title={title} close={close} width={780}>
      {list.error && <Trouble compact error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && behind && <Waiting />}
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
