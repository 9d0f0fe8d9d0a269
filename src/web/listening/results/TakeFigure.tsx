import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { type CsvCell, csvLine, utf8Mark } from '../../../vocabulary/csv-line.ts'
import { pngOf, saveFile, svgOf } from '../../charts/take-picture.ts'
import { useFigures } from '../../kit/figures.ts'
import styles from './results.module.css'

/** A figure as a file: its table, and, of a drawing, the drawing. */
export function TakeFigure(props: {
  name: string
  rows: () => readonly (readonly CsvCell[])[]
  drawing?: RefObject<HTMLElement | null>
}) {
  const { t } = useTranslation('surveyResults')
  const { language } = useFigures()
  const { name, rows, drawing } = props
  const svg = () => drawing?.current?.querySelector('svg')
  const take = {
    csv: () => {
      const mark = language === 'fr' ? ';' : ','
      const lines = rows().map(row => csvLine(row, mark))
      saveFile(`${name}.csv`, new Blob([utf8Mark, ...lines], { type: 'text/csv;charset=utf-8' }))
    },
    svg: () => {
      const found = svg()
      if (found) saveFile(`${name}.svg`, new Blob([svgOf(found)], { type: 'image/svg+xml' }))
    },
    png: async () => {
      const found = svg()
      const picture = found && (await pngOf(found))
      if (picture) saveFile(`${name}.png`, picture)
    },
  }
  return (
    <div className={styles.take}>
      {(drawing ? (['csv', 'svg', 'png'] as const) : (['csv'] as const)).map(format => (
        <Button
          key={format}
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconDownload size={15} aria-hidden />}
          onClick={() => void take[format]()}
        >
          {t(`figure.${format}`)}
        </Button>
      ))}
    </div>
  )
}
