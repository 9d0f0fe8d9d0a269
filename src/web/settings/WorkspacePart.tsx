import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import type { WorkspaceFace } from '../../contract/admitting-workspaces.ts'
import { Refused } from '../kit/Refused.tsx'
import { useUpdateWorkspace } from './data.ts'
import { Part } from './Part.tsx'
import styles from './settings.module.css'

const consents = ['opt-in', 'opt-out'] as const

/** What holds for the whole workspace. */
export function WorkspacePart({ workspace }: { workspace: WorkspaceFace }) {
  const { t } = useTranslation('settings')
  const kit = useTranslation('kit').t
  const saving = useUpdateWorkspace()
  return (
    <Part title={t('workspace.title')}>
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault()
          const said = new FormData(event.currentTarget)
          const text = (field: string) => String(said.get(field) ?? '').trim()
          saving.mutate(
            {
              name: text('name'),
              timeZone: text('timeZone'),
              locale: text('locale') === 'fr' ? 'fr' : 'en',
              minimumGroup: Number(text('minimumGroup')),
              measurementConsent: text('consent') === 'opt-in' ? 'opt-in' : 'opt-out',
            },
            { onSuccess: () => notifications.show({ message: t('saved') }) },
          )
        }}
      >
        <TextInput
          name="name"
          label={t('workspace.name')}
          defaultValue={workspace.name}
          required
          withAsterisk={false}
          maxLength={120}
        />
        <TextInput
          name="timeZone"
          label={t('workspace.timeZone')}
          description={t('workspace.timeZoneHint')}
          defaultValue={workspace.timeZone}
          required
          withAsterisk={false}
        />
        <NativeSelect
          name="locale"
          label={t('workspace.language')}
          defaultValue={workspace.locale}
          data={[
            { value: 'fr', label: kit('french') },
            { value: 'en', label: kit('english') },
          ]}
        />
        <NumberInput
          name="minimumGroup"
          label={t('workspace.minimumGroup')}
          description={t('workspace.minimumGroupHint')}
          min={5}
          max={1000}
          allowDecimal={false}
          defaultValue={workspace.minimumGroup}
        />
        <NativeSelect
          name="consent"
          label={t('workspace.consent')}
          defaultValue={workspace.measurementConsent}
          data={consents.map(value => ({ value, label: t(`workspace.consents.${value}`) }))}
        />
        <Refused error={saving.error} />
        <Button type="submit" variant="default" loading={saving.isPending}>
          {t('workspace.save')}
        </Button>
      </form>
    </Part>
  )
}
