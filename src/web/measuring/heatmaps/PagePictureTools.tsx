import { Button } from '@mantine/core'
import { IconPhotoUp, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HeatmapAnswer } from '../../../contract/measuring-pages.ts'
import { useMay } from '../../admitting/data.ts'
import { Confirm } from '../../kit/Confirm.tsx'
import { useFigures } from '../../kit/figures.ts'
import { Refused } from '../../kit/Refused.tsx'
import { choosePicture } from '../../mapping/pictures/choose-picture.ts'
import { usePagePicture } from './data.ts'
import styles from './heatmaps.module.css'

/** Puts a picture of the page beneath its clicks, or takes it off. */
export function PagePictureTools({ told }: { told: HeatmapAnswer }) {
  const { t } = useTranslation('heatmaps')
  const figures = useFigures()
  const may = useMay()
  const { template: page, viewport, picture } = told
  const { bring, remove } = usePagePicture({ page, viewport })
  const [asking, setAsking] = useState(false)
  if (!may('map.edit') && !picture) return null
  const choose = async () => {
    const file = await choosePicture()
    if (file) bring.mutate(file)
  }
  return (
    <div className={styles.tools}>
      {may('map.edit') && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPhotoUp size={15} aria-hidden />}
          loading={bring.isPending}
          onClick={() => void choose()}
        >
          {t(picture ? 'picture.change' : 'picture.add')}
        </Button>
      )}
      {may('map.edit') && picture && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconX size={15} aria-hidden />}
          loading={remove.isPending}
          onClick={() => setAsking(true)}
        >
          {t('picture.remove')}
        </Button>
      )}
      <span className={styles.said}>
        {picture ? t('picture.of', { day: figures.day(picture.broughtAt) }) : t('picture.hint')}
      </span>
      <Refused error={bring.error ?? remove.error} />
      <Confirm
        opened={asking}
        title={t('picture.removeTitle', { page })}
        text={t('picture.removeText')}
        doIt={t('picture.remove')}
        onDo={() => remove.mutate()}
        close={() => setAsking(false)}
      />
    </div>
  )
}
