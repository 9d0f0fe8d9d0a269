import { PasswordInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { passwordMinimum } from '../../contract/admitting.ts'

/** The field in which a password is chosen, with the rule it has to keep. */
export function NewPassword({ label }: { label: string }) {
  const { t } = useTranslation('admitting')
  return (
    <PasswordInput
      name="password"
      label={label}
      description={t('passwordRule', { minimum: passwordMinimum })}
      autoComplete="new-password"
      minLength={passwordMinimum}
      size="md"
      required
      withAsterisk={false}
    />
  )
}
