import { Button, CopyButton } from '@mantine/core'
import { IconCheck, IconDownload, IconLink } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type CsvCell, csvLine, utf8Mark } from '../../../vocabulary/csv-line.ts'
import { saveFile } from '../../charts/take-picture.ts'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import styles from './explore.module.css'
import { NothingLeft } from './NothingLeft.tsx'
import { SegmentOfCases } from './SegmentOfCases.tsx'
import { TakeCases } from './TakeCases.tsx'

/** The frame of a question: what is chosen, then the answer, or why there is none yet. */
export function Panel<Answer>(props: {
  answer: UseQueryResult<Answer, Error>
  /** Whether the answer holds nothing at all. */
  isEmpty: (answer: Answer) => boolean
  controls?: ReactNode
  /** The name of the file and its rows, the head among them. */
  table: (answer: Answer) => { readonly name: string; readonly rows: readonly (readonly CsvCell[])[] }
  /** What else can be taken away. */
  takeaway?: ReactNode
  children: (answer: Answer) => ReactNode
}) {
  const { answer, controls } = props
  const told = answer.error ? undefined : answer.data
  return (
    <div className={styles.parts} aria-busy={answer.isPlaceholderData}>
      {controls && <div className={styles.controls}>{controls}</div>}
      {answer.error && <Trouble error={answer.error} retry={() => void answer.refetch()} />}
      {answer.isPending && !answer.error && <Waiting />}
      {told &&
        (props.isEmpty(told) ? (
          <NothingLeft />
        ) : (
          <>
            {props.children(told)}
            <Takeaway table={() => props.table(told)}>{props.takeaway}</Takeaway>
          </>
        ))}
    </div>
  )
}

/** What can be taken elsewhere: the table as a file, the view as a link. */
function Takeaway({
  table,
  children,
}: {
  table: () => { name: string; rows: readonly (readonly CsvCell[])[] }
  children: ReactNode
}) {
  const { t } = useTranslation('explore')
  const kit = useTranslation('kit').t
  const save = () => {
    const { name, rows } = table()
    saveFile(`${name}.csv`, new Blob([utf8Mark, ...rows.map(row => csvLine(row))], { type: 'text/csv;charset=utf-8' }))
  }
  return (
    <div className={styles.takeaway}>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        leftSection={<IconDownload size={15} aria-hidden />}
        onClick={save}
      >
        {t('csv')}
      </Button>
      {children}
      <TakeCases />
      <SegmentOfCases />
      <CopyButton value={location.href}>
        {({ copied, copy }) => (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            leftSection={copied ? <IconCheck size={15} aria-hidden /> : <IconLink size={15} aria-hidden />}
            onClick={copy}
          >
            {copied ? kit('copied') : t('copyLink')}
          </Button>
        )}
      </CopyButton>
    </div>
  )
}
