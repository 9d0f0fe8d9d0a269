import { Button, CopyButton } from '@mantine/core'
import { IconCheck, IconDownload, IconLink } from '@tabler/icons-react'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { type CsvCell, csvLine, utf8Mark } from '../../../vocabulary/csv-line.ts'
import { saveFile } from '../../charts/take-picture.ts'
import { useFigures } from '../../kit/figures.ts'
import type { TakenFile } from '../taken/words.ts'
import styles from './explore.module.css'
import { SegmentOfCases } from './SegmentOfCases.tsx'
import { TakeCases } from './TakeCases.tsx'
import { TakePictures } from './TakePictures.tsx'

/** A table as a file: what it is and its rows, the head among them. */
export type TakenTable = { readonly name: TakenFile; readonly rows: readonly (readonly CsvCell[])[] }

/** What can be taken elsewhere: the table as a file, the page as a picture, the view as a link. */
export function Takeaway(props: {
  table: () => TakenTable
  shown: RefObject<Element | null>
  /** What does not come from journeys has none to take. */
  journeys: boolean
  /** One of several answers on a page: the link is taken below the first. */
  beside?: true | undefined
}) {
  const { table, shown, journeys, beside } = props
  const { t } = useTranslation('explore')
  const kit = useTranslation('kit').t
  const taken = useTranslation('taken').t
  const { language } = useFigures()
  const save = () => {
    const { name, rows } = table()
    // Spreadsheets set to French read semicolons and decimal commas.
    const mark = language === 'fr' ? ';' : ','
    const lines = rows.map(row => csvLine(row, mark))
    saveFile(`${taken(`files.${name}`)}.csv`, new Blob([utf8Mark, ...lines], { type: 'text/csv;charset=utf-8' }))
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
      <TakePictures shown={shown} name={taken(`files.${table().name}`)} />
      {journeys && !beside && (
        <>
          <TakeCases />
          <SegmentOfCases />
        </>
      )}
      {!beside && (
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
      )}
    </div>
  )
}
