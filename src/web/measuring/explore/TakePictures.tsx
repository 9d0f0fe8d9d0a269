import { Button } from '@mantine/core'
import { IconPhoto, IconVectorBezier } from '@tabler/icons-react'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { drawElement } from '../../charts/draw-element.ts'
import { pointsOf, saveFile, svgOf } from '../../charts/take-picture.ts'

/** What stands on the page as a picture: of lines that can be drawn on, or of points that can be pasted anywhere. */
export function TakePictures({ shown, name }: { shown: RefObject<Element | null>; name: string }) {
  const { t } = useTranslation('exploreGraph')
  const take = async (format: 'svg' | 'png') => {
    if (!shown.current) return
    const found = shown.current
    // A drawing by itself is taken whole, however much of it is in sight.
    const drawing = found instanceof SVGSVGElement ? found : drawElement(found)
    const svg = drawing === found ? svgOf(drawing) : new XMLSerializer().serializeToString(drawing)
    const { width, height } = drawing.viewBox.baseVal
    const picture = format === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await pointsOf(svg, width, height)
    if (picture) saveFile(`${name}.${format}`, picture)
  }
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        leftSection={<IconVectorBezier size={15} aria-hidden />}
        onClick={() => void take('svg')}
      >
        {t('svg')}
      </Button>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        leftSection={<IconPhoto size={15} aria-hidden />}
        onClick={() => void take('png')}
      >
        {t('png')}
      </Button>
    </>
  )
}
