import { Button, NativeSelect, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../contract/admitting.ts'
import { useFigures } from '../kit/figures.ts'
import { speak } from '../kit/language.ts'
import { Refused } from '../kit/Refused.tsx'
import { useScheme } from '../kit/use-scheme.ts'
import { useUpdateMe } from './data.ts'
import { Part } from './Part.tsx'
import styles from './settings.module.css'

const themeOf = { auto: 'system', light: 'light', dark: 'dark' } as const

/** One's name, language and appearance. */
export function ProfilePart({ member }: { member: Member }) {
  const { t } = useTranslation('settings')
  const kit = useTranslation('kit').t
  const { language } = useFigures()
  const { scheme, setScheme } = useScheme()
  const saving = useUpdateMe()
  return (
    <Part title={t('profile.title')} text={t('profile.device')}>
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault()
          const name = String(new FormData(event.currentTarget).get('name') ?? '').trim()
          saving.mutate(
            { name, locale: language, theme: themeOf[scheme] },
            { onSuccess: () => notifications.show({ message: t('saved') }) },
          )
        }}
      >
        <TextInput
          name="name"
          label={t('profile.name')}
          defaultValue={member.name}
          required
          withAsterisk={false}
          maxLength={120}
        />
        <TextInput label={t('profile.email')} value={member.email} readOnly />
        <NativeSelect
          label={t('profile.language')}
          value={language}
          data={[
            { value: 'fr', label: kit('french') },
            { value: 'en', label: kit('english') },
          ]}
          onChange={event => speak(event.currentTarget.value === 'fr' ? 'fr' : 'en')}
        />
        <NativeSelect
          label={t('profile.scheme')}
          value={scheme}
          data={[
            { value: 'auto', label: kit('system') },
            { value: 'light', label: kit('light') },
            { value: 'dark', label: kit('dark') },
          ]}
          onChange={event => setScheme(event.currentTarget.value as keyof typeof themeOf)}
        />
        <Refused error={saving.error} />
        <Button type="submit" loading={saving.isPending}>
          {t('profile.save')}
        </Button>
      </form>
    </Part>
  )
}
