import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Picture } from '../../../vocabulary/map/picture.ts'
import { useEditing } from '../editing.ts'
import { BothWords } from '../inspector/BothWords.tsx'
import { choosePicture, pictureIn } from './choose-picture.ts'
import { MapPicture } from './MapPicture.tsx'
import styles from './pictures.module.css'
import { useBringPicture } from './use-bring-picture.ts'

/** A picture with what it shows in words: brought by a button, by dropping it here, or by pasting it. */
export function PictureField(props: { value: Picture | null | undefined; onKeep: (picture: Picture | null) => void }) {
  const { value, onKeep } = props
  const { t } = useTranslation('pictures')
  const { may } = useEditing()
  const { bring, sending } = useBringPicture()
  const [over, setOver] = useState(false)
  const take = async (file: File | undefined) => {
    const id = file && (await bring(file))
    if (id) onKeep({ ...value, id, alt: value?.alt ?? null })
  }
  return (
    <section
      className={over ? `${styles.field} ${styles.over}` : styles.field}
      aria-label={t('title')}
      onDragOver={event => {
        if (!may || !event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={event => {
        setOver(false)
        if (!may || !pictureIn(event.dataTransfer)) return
        event.preventDefault()
        void take(pictureIn(event.dataTransfer))
      }}
      onPaste={event => {
        if (!may || !pictureIn(event.clipboardData)) return
        event.preventDefault()
        void take(pictureIn(event.clipboardData))
      }}
    >
      {value && <MapPicture picture={value} />}
      {may && (
        <div className={styles.tools}>
          <Button size="xs" variant="default" loading={sending} onClick={async () => void take(await choosePicture())}>
            {value ? t('change') : t('add')}
          </Button>
          {value && (
            <Button size="xs" variant="subtle" color="gray" onClick={() => onKeep(null)}>
              {t('remove')}
            </Button>
          )}
        </div>
      )}
      {may && !value && <p className={styles.hint}>{t('hint')}</p>}
      {value && (
        <>
          <BothWords rows={1} label={t('alt')} value={value.alt} onKeep={alt => onKeep({ ...value, alt })} />
          {!value.alt && <p className={styles.hint}>{t('altMissing')}</p>}
        </>
      )}
    </section>
  )
}
