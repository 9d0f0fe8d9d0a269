import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SendingSettings } from '../../../contract/survey-sending.ts'
import { useFigures } from '../../kit/figures.ts'
import { Refused } from '../../kit/Refused.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { Part } from '../../settings/Part.tsx'
import settings from '../../settings/settings.module.css'
import { useSending, useSendingActs } from './data.ts'
import { FaultLines } from './FaultLines.tsx'
import { ServerFields, serverSaid } from './ServerFields.tsx'

const addresses = ['fromAddress', 'replyTo', 'returnPath'] as const

/** In whose name surveys are sent, and by which server. */
export function MailPart({ address }: { address: string }) {
  const { t } = useTranslation('sending')
  const { data } = useSending()
  return (
    <Part title={t('mail.title')} text={t('mail.text')}>
      {data ? (
        <>
          <MailForm key={JSON.stringify(data.mail)} held={data} />
          <Trial address={data.mail.fromAddress === null ? undefined : address} />
          <FaultLines title={t('mail.check')} faults={data.faults} />
        </>
      ) : (
        <Waiting lines={3} />
      )}
    </Part>
  )
}

function MailForm({ held }: { held: SendingSettings }) {
  const { t } = useTranslation('sending')
  const { save } = useSendingActs()
  const { mail } = held
  const [isOwn, setOwn] = useState(mail.server !== null)
  return (
    <form
      className={settings.form}
      onSubmit={event => {
        event.preventDefault()
        const said = new FormData(event.currentTarget)
        const text = (field: string) => String(said.get(field) ?? '').trim()
        const orNothing = (field: string) => text(field) || null
        const password = String(said.get('password') ?? '')
        save.mutate(
          {
            mail: {
              fromName: text('fromName'),
              fromAddress: orNothing('fromAddress'),
              replyTo: orNothing('replyTo'),
              returnPath: orNothing('returnPath'),
              perMinute: Number(text('perMinute').replace(/\D/g, '')) || mail.perMinute,
              server: isOwn ? serverSaid(said) : null,
            },
            ...(password === '' ? {} : { password }),
          },
          { onSuccess: () => notifications.show({ message: t('mail.saved') }) },
        )
      }}
    >
      <TextInput name="fromName" label={t('mail.fromName')} defaultValue={mail.fromName} maxLength={120} />
      {addresses.map(name => (
        <TextInput
          key={name}
          name={name}
          type="email"
          label={t(`mail.${name}`)}
          description={name === 'fromAddress' ? undefined : t('mail.optional')}
          defaultValue={mail[name] ?? ''}
          maxLength={254}
        />
      ))}
      <NativeSelect
        label={t('mail.server')}
        value={isOwn ? 'own' : 'ours'}
        onChange={event => setOwn(event.currentTarget.value === 'own')}
        data={(['ours', 'own'] as const).map(value => ({ value, label: t(`mail.servers.${value}`) }))}
      />
      {isOwn && (
        <ServerFields server={mail.server} usualPort={587} security="starttls" hasPassword={held.hasPassword} />
      )}
      <NumberInput
        name="perMinute"
        label={t('mail.perMinute')}
        min={1}
        max={100_000}
        allowDecimal={false}
        defaultValue={mail.perMinute}
      />
      <Refused error={save.error} />
      <Button type="submit" variant="default" loading={save.isPending}>
        {t('mail.save')}
      </Button>
    </form>
  )
}

function Trial({ address }: { address: string | undefined }) {
  const { t } = useTranslation('sending')
  const { language } = useFigures()
  const { test } = useSendingActs()
  const [to, setTo] = useState(address ?? '')
  if (address === undefined) return null
  return (
    <form
      className={settings.form}
      onSubmit={event => {
        event.preventDefault()
        test.mutate(
          { to, language },
          { onSuccess: ({ code }) => notifications.show({ message: t('mail.tested', { code }) }) },
        )
      }}
    >
      <div className={settings.line}>
        <TextInput
          type="email"
          label={t('mail.testTo')}
          value={to}
          onChange={event => setTo(event.currentTarget.value)}
          required
          withAsterisk={false}
        />
        <Button type="submit" variant="default" loading={test.isPending}>
          {t('mail.test')}
        </Button>
      </div>
      <Refused error={test.error} />
    </form>
  )
}
