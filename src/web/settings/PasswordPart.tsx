import { Button, PasswordInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { passwordMinimum } from '../../contract/admitting.ts'
import { Refused } from '../kit/Refused.tsx'
import { useChangePassword } from './data.ts'
import { Part } from './Part.tsx'
import styles from './settings.module.css'

export function PasswordPart() {
  const { t } = useTranslation('settings')
  const saving = useChangePassword()
  return (
    <Part title={t('password.title')} text={t('password.text')}>
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault()
          const form = event.currentTarget
          const said = new FormData(form)
          saving.mutate(
            { currentPassword: String(said.get('current')), newPassword: String(said.get('next')) },
            {
              onSuccess: () => {
                form.reset()
                notifications.show({ message: t('password.done') })
              },
            },
          )
        }}
      >
        <PasswordInput
          name="current"
          label={t('password.current')}
          autoComplete="current-password"
          required
          withAsterisk={false}
        />
        <PasswordInput
          name="next"
          label={t('password.next')}
          autoComplete="new-password"
          minLength={passwordMinimum}
          required
          withAsterisk={false}
        />
        <Refused error={saving.error} />
        <Button type="submit" variant="default" loading={saving.isPending}>
          {t('password.save')}
        </Button>
      </form>
    </Part>
  )
}
