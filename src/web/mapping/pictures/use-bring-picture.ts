import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addPicture } from '../../../contract/map-pictures.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { call, Refusal } from '../../client.ts'
import { useSentence } from '../../kit/Trouble.tsx'
import { shrinkPicture } from './shrink-picture.ts'

/** Brings a picture to the server; gives its id, or nothing when it was refused, which the reader is told. */
export function useBringPicture() {
  const { t } = useTranslation('pictures')
  const sentence = useSentence()
  const workspace = useWorkspaceKey()
  const [sending, setSending] = useState(false)
  const bring = async (file: File): Promise<string | undefined> => {
    setSending(true)
    try {
      const { id } = await call(addPicture, { params: { workspace }, file: await shrinkPicture(file) })
      return id
    } catch (error) {
      const isAway = error instanceof Refusal && error.code === 'unreachable'
      notifications.show({ color: 'red', message: isAway ? t('offline') : sentence(error) })
      return undefined
    } finally {
      setSending(false)
    }
  }
  return { bring, sending }
}
