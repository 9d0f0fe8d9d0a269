import { Button } from '@mantine/core'
import { IconDownload, IconPhoto, IconVector } from '@tabler/icons-react'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { HeatmapAnswer } from '../../../contract/measuring-pages.ts'
import { csvLine, utf8Mark } from '../../../vocabulary/csv-line.ts'
import { pngOf, saveFile, svgOf } from '../../charts/take-picture.ts'
import explore from '../explore/explore.module.css'

/** What can be taken elsewhere: the elements as a table, the drawing as a file. */
export function TakeHeatmap({ told, drawing }: { told: HeatmapAnswer; drawing: RefObject<SVGSVGElement | null> }) {
  const { t } = useTranslation('heatmaps')
  const columns = ['path', 'x', 'y', 'width', 'height', 'views', 'clicks', 'rage', 'dead', 'error'] as const
  const shared = { variant: 'subtle', color: 'gray', size: 'compact-sm' } as const
  const saveCsv = () =>
    saveFile(
      'heatmap.csv',
      new Blob([utf8Mark, csvLine(columns), ...told.elements.map(one => csvLine(columns.map(column => one[column])))], {
        type: 'text/csv;charset=utf-8',
      }),
    )
  const saveSvg = () =>
    drawing.current && saveFile('heatmap.svg', new Blob([svgOf(drawing.current)], { type: 'image/svg+xml' }))
  const savePng = async () => {
    const picture = drawing.current && (await pngOf(drawing.current))
    if (picture) saveFile('heatmap.png', picture)
  }
  return (
    <div className={explore.takeaway}>
      <Button {...shared} leftSection={<IconDownload size={15} aria-hidden />} onClick={saveCsv}>
        {t('csv')}
      </Button>
      <Button {...shared} leftSection={<IconVector size={15} aria-hidden />} onClick={saveSvg}>
        {t('svg')}
      </Button>
      <Button {...shared} leftSection={<IconPhoto size={15} aria-hidden />} onClick={() => void savePng()}>
        {t('png')}
      </Button>
    </div>
  )
}
