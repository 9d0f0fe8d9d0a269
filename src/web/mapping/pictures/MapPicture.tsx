import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getPicture } from '../../../contract/map-pictures.ts'
import type { Picture } from '../../../vocabulary/map/picture.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { addressOf } from '../../client.ts'
import { useLabels } from '../../kit/label.ts'
import { useMapPlace } from '../map-place.ts'
import styles from './pictures.module.css'

/** A picture of the open map; where it cannot be had, the words that stand for it. */
export function MapPicture({ picture, small }: { picture: Picture; small?: boolean }) {
  const { t } = useTranslation('pictures')
  const { say } = useLabels()
  const workspace = useWorkspaceKey()
  const { whole } = useMapPlace()
  const [lost, setLost] = useState<string>()
  const words = say(picture.alt) || t('unnamed')
  if (lost === picture.id) return <span className={styles.lost}>{say(picture.alt) || t('lost')}</span>
  const params = { workspace, map: whole.map.id, picture: picture.id }
  const query = whole.version ? { version: whole.version.number } : {}
  return (
    <img
      className={small ? styles.small : styles.picture}
      src={addressOf(getPicture, { params, query })}
      alt={words}
      title={words}
      draggable={false}
      decoding="async"
      onError={() => setLost(picture.id)}
    />
  )
}
