import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Channel, channelCodes, channels } from '../../vocabulary/channel.ts'
import { useFigures } from '../kit/figures.ts'
import { Refused } from '../kit/Refused.tsx'
import styles from './collecting.module.css'
import { useSourceChanges } from './data.ts'

/** Makes a source; a write key comes with it, as that is what one wants next. */
export function NewSource({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('collecting')
  const kit = useTranslation('kit').t
  const { language } = useFigures()
  const { create, createKey } = useSourceChanges()
  return (
    <form
      className={styles.card}
      onSubmit={event => {
        event.preventDefault()
        const said = new FormData(event.currentTarget)
        create.mutate(
          { name: String(said.get('name')).trim(), channel: String(said.get('channel')) as Channel },
          {
            onSuccess: source => {
              createKey.mutate({ kind: 'write', sourceId: source.id })
              onDone()
            },
          },
        )
      }}
    >
      <div className={styles.form}>
        <TextInput
          name="name"
          label={t('sources.name')}
          placeholder={t('sources.nameHint')}
          required
          withAsterisk={false}
          maxLength={120}
          style={{ flex: '1 1 240px' }}
        />
        <NativeSelect
          name="channel"
          label={t('sources.channel')}
          description={t('sources.channelHint')}
          data={channelCodes.map(code => ({ value: code, label: channels[code][language] }))}
          style={{ flex: '1 1 240px' }}
        />
        <Button type="submit" loading={create.isPending}>
          {t('sources.create')}
        </Button>
        <Button variant="subtle" color="gray" onClick={onDone}>
          {kit('cancel')}
        </Button>
      </div>
      <Refused error={create.error} />
    </form>
  )
}
