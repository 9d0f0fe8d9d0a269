import { Button, PasswordInput, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import type { SendingSettings } from '../../../contract/survey-sending.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { Refused } from '../../kit/Refused.tsx'
import { Part } from '../../settings/Part.tsx'
import settings from '../../settings/settings.module.css'
import { useSending, useSendingActs } from './data.ts'
import styles from './sending.module.css'

/** The gateway that SMS are handed to. */
export function SmsPart() {
  const { t } = useTranslation('sending')
  const { data } = useSending()
  return (
    <Part title={t('gateway.title')} text={t('gateway.text')}>
      {data && <SmsForm key={JSON.stringify([data.sms, data.hasGatewaySecret])} held={data} />}
    </Part>
  )
}

function SmsForm({ held }: { held: SendingSettings }) {
  const { t } = useTranslation('sending')
  const workspace = useWorkspaceKey()
  const { save } = useSendingActs()
  return (
    <form
      className={settings.form}
      onSubmit={event => {
        event.preventDefault()
        const said = new FormData(event.currentTarget)
        const text = (field: string) => String(said.get(field) ?? '').trim()
        const secret = String(said.get('secret') ?? '')
        save.mutate(
          {
            mail: held.mail,
            sms: { gateway: text('gateway') || null, from: text('from') },
            ...(secret === '' ? {} : { gatewaySecret: secret }),
          },
          { onSuccess: () => notifications.show({ message: t('mail.saved') }) },
        )
      }}
    >
      <TextInput name="gateway" type="url" label={t('gateway.address')} defaultValue={held.sms.gateway ?? ''} />
      <TextInput name="from" label={t('gateway.from')} defaultValue={held.sms.from} maxLength={20} />
      <PasswordInput
        name="secret"
        label={t('gateway.secret')}
        description={held.hasGatewaySecret ? t('gateway.kept') : undefined}
        minLength={16}
        autoComplete="new-password"
      />
      <p className={styles.small}>
        {t('gateway.reports', { address: `${window.location.origin}/v1/sms/${workspace}` })}
      </p>
      <Refused error={save.error} />
      <Button type="submit" variant="default" loading={save.isPending}>
        {t('mail.save')}
      </Button>
    </form>
  )
}
