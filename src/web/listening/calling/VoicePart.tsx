import { Button, PasswordInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { Refused } from '../../kit/Refused.tsx'
import { Part } from '../../settings/Part.tsx'
import settings from '../../settings/settings.module.css'
import { useSending, useSendingActs } from '../sending/data.ts'

/** The secret that lines of telephony sign with. */
export function VoicePart() {
  const { t } = useTranslation('calling')
  const sending = useTranslation('sending').t
  const { data } = useSending()
  const { save } = useSendingActs()
  return (
    <Part title={t('part.title')} text={t('part.text')}>
      {data && (
        <form
          className={settings.form}
          onSubmit={event => {
            event.preventDefault()
            const form = event.currentTarget
            const voiceSecret = String(new FormData(form).get('secret') ?? '')
            if (voiceSecret === '') return
            const onSuccess = () => {
              form.reset()
              notifications.show({ message: t('saved') })
            }
            save.mutate({ mail: data.mail, voiceSecret }, { onSuccess })
          }}
        >
          <PasswordInput
            name="secret"
            label={t('part.secret')}
            description={data.hasVoiceSecret ? sending('gateway.kept') : undefined}
            minLength={16}
            autoComplete="new-password"
          />
          <Refused error={save.error} />
          <Button type="submit" variant="default" loading={save.isPending}>
            {t('save')}
          </Button>
        </form>
      )}
    </Part>
  )
}
