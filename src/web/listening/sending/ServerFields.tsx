import { Checkbox, NativeSelect, NumberInput, PasswordInput, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type MailServer, mailSecurities } from '../../../contract/survey-sending.ts'

/** A server of mail, sending or keeping it: where it is, how it is spoken to, and who one is there. */
export function ServerFields(props: {
  server: MailServer | null
  usualPort: number
  security: MailServer['security']
  hasPassword: boolean
}) {
  const { server, usualPort, security, hasPassword } = props
  const { t } = useTranslation('sending')
  return (
    <>
      <TextInput name="host" label={t('mail.host')} defaultValue={server?.host ?? ''} required withAsterisk={false} />
      <NumberInput
        name="port"
        label={t('mail.port')}
        min={1}
        max={65_535}
        allowDecimal={false}
        thousandSeparator=""
        defaultValue={server?.port ?? usualPort}
      />
      <NativeSelect
        name="security"
        label={t('mail.security')}
        defaultValue={server?.security ?? security}
        data={mailSecurities.map(value => ({ value, label: t(`mail.securities.${value}`) }))}
      />
      <TextInput name="user" label={t('mail.user')} defaultValue={server?.user ?? ''} autoComplete="off" />
      <PasswordInput
        name="password"
        label={t('mail.password')}
        description={hasPassword ? t('mail.kept') : undefined}
        autoComplete="new-password"
      />
      <Textarea
        name="authority"
        label={t('mail.authority')}
        defaultValue={server?.authority ?? ''}
        autosize
        minRows={1}
        maxRows={6}
      />
      <Checkbox
        name="unchecked"
        label={t('mail.unchecked')}
        description={t('mail.uncheckedHint')}
        defaultChecked={server?.unchecked ?? false}
      />
    </>
  )
}

/** What such a form says of its server. */
export function serverSaid(said: FormData): MailServer {
  const text = (field: string) => String(said.get(field) ?? '').trim()
  return {
    host: text('host'),
    port: Number(text('port').replace(/\D/g, '')),
    security: mailSecurities.find(one => one === text('security')) ?? 'starttls',
    user: text('user') || null,
    authority: text('authority') || null,
    unchecked: said.get('unchecked') !== null,
  }
}
