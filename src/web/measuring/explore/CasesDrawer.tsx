import { useTranslation } from 'react-i18next'
import type { ListedCases } from '../../../contract/exploring.ts'
import type { MeasureFilter } from '../../../contract/measuring.ts'
import { useFigures } from '../../kit/figures.ts'
import { ListFrame } from '../lists/ListFrame.tsx'
import type { AskedList } from '../lists/use-asked-list.ts'
import styles from './conformance.module.css'
import { useCases } from './data.ts'
import { useCaseColumns } from './use-case-columns.tsx'

/** The journeys behind a number, by the filter that counted it. */
export function CasesDrawer(props: {
  /** What narrows the filters of the page further; undefined while closed. */
  behind: Partial<MeasureFilter> | undefined
  title: string
  name: (id: string) => string
  close: () => void
}) {
  const { behind, ...told } = props
  return <CasesFrame {...told} opened={behind !== undefined} list={useCases(behind)} />
}

/** Any list of journeys. */
export function CasesFrame(props: {
  opened: boolean
  list: AskedList<ListedCases['rows'][number]>
  title: string
  name: (id: string) => string
  close: () => void
}) {
  const { t } = useTranslation('explore')
  const figures = useFigures()
  const { name, ...told } = props
  return (
    <ListFrame
      {...told}
      columns={useCaseColumns(name)}
      counted={({ total }) => t('conformance.counted', { n: figures.whole(total) })}
      hidden={t('conformance.hiddenList')}
      tableClass={styles.journeys}
    />
  )
}
