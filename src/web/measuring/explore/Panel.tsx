import { Button, CopyButton } from '@mantine/core'
import { IconCheck, IconDownload, IconLink } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, type RefObject, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type CsvCell, csvLine, utf8Mark } from '../../../vocabulary/csv-line.ts'
import { saveFile } from '../../charts/take-picture.ts'
import { useFigures } from '../../kit/figures.ts'
import { Trouble } from '../../kit/Trouble.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import styles from './explore.module.css'
import { NothingLeft } from './NothingLeft.tsx'
import { SegmentOfCases } from './SegmentOfCases.tsx'
import { TakeCases } from './TakeCases.tsx'
import { TakePictures } from './TakePictures.tsx'

/** The frame of a question: what is chosen, then the answer, or why there is none yet. */
export function Panel<Answer>(props: {
  answer: UseQueryResult<Answer, Error>
  /** Whether the answer holds nothing at all. */
  isEmpty: (answer: Answer) => boolean
  /** What stands in the place of an answer that tells nothing, and helps on; nothing can be taken away then. */
  instead?: (answer: Answer) => ReactNode
  /** One of several answers on a page: the journeys and the link are taken below the first. */
  beside?: true
  controls?: ReactNode
  /** The name of the file and its rows, the head among them. */
  table: (answer: Answer) => { readonly name: string; readonly rows: readonly (readonly CsvCell[])[] }
  /** What is taken as a picture, where it is not all that stands here. */
  drawing?: RefObject<SVGSVGElement | null>
  children: (answer: Answer) => ReactNode
}) {
  const { answer, controls } = props
  const shown = useRef<HTMLDivElement>(null)
  const told = answer.error ? undefined : answer.data
  const instead = told && props.instead?.(told)
  return (
    <div className={styles.parts} aria-busy={answer.isPlaceholderData}>
      {controls && <div className={styles.controls}>{controls}</div>}
      {answer.error && <Trouble error={answer.error} retry={() => void answer.refetch()} />}
      {answer.isPending && !answer.error && <Waiting />}
      {told &&
        (props.isEmpty(told) ? (
          <NothingLeft />
        ) : instead ? (
          instead
        ) : (
          <>
            <div ref={shown} className={styles.answer}>
              {props.children(told)}
            </div>
            <Takeaway table={() => props.table(told)} shown={props.drawing ?? shown} beside={props.beside} />
          </>
        ))}
    </div>
  )
}

/** What can be taken elsewhere: the table as a file, the view as a link. */
function Takeaway(props: {
  table: () => { name: string; rows: readonly (readonly CsvCell[])[] }
  shown: RefObject<Element | null>
  beside: true | undefined
}) {
  const { table, shown, beside } = props
  const { t } = useTranslation('explore')
  const kit = useTranslation('kit').t
  const { language } = useFigures()
  const save = () => {
    const { name, rows } = table()
    // Spreadsheets set to French read semicolons and decimal commas.
    const mark = language === 'fr' ? ';' : ','
    const lines = rows.map(row => csvLine(row, mark))
    saveFile(`${name}.csv`, new Blob([utf8Mark, ...lines], { type: 'text/csv;charset=utf-8' }))
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
      <TakePictures shown={shown} name={table().name} />
      {!beside && (
        <>
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
        </>
      )}
    </div>
  )
}
