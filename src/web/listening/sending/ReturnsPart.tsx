import { Button, Switch, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SendingSettings } from '../../../contract/survey-sending.ts'
import { Refused } from '../../kit/Refused.tsx'
import { Part } from '../../settings/Part.tsx'
import settings from '../../settings/settings.module.css'
import { useSending, useSendingActs } from './data.ts'
import { FaultLines } from './FaultLines.tsx'
import { ServerFields, serverSaid } from './ServerFields.tsx'

/** The mailbox that returned mail is read from, for whoever cannot have it handed in. */
export function ReturnsPart() {
  const { t } = useTranslation('sending')
  const { data } = useSending()
  return (
    <Part title={t('returns.title')} text={t('returns.text')}>
      {data && (
        <>
          <ReturnsForm key={JSON.stringify([data.mailbox, data.hasMailboxPassword])} held={data} />
          <FaultLines title={t('mail.check')} faults={data.faults.filter(({ code }) => code === 'mailbox')} />
        </>
      )}
    </Part>
  )
}

function ReturnsForm({ held }: { held: SendingSettings }) {
  const { t } = useTranslation('sending')
  const { save } = useSendingActs()
  const [isOn, setOn] = useState(held.mailbox !== null)
  return (
    <form
      className={settings.form}
      onSubmit={event => {
        event.preventDefault()
        const said = new FormData(event.currentTarget)
        const password = String(said.get('password') ?? '')
        const folder = String(said.get('folder') ?? '').trim() || 'INBOX'
        save.mutate(
          {
            mail: held.mail,
            mailbox: isOn ? { ...serverSaid(said), folder } : null,
            ...(password === '' ? {} : { mailboxPassword: password }),
          },
          { onSuccess: () => notifications.show({ message: t('mail.saved') }) },
        )
      }}
    >
      <Switch label={t('returns.on')} checked={isOn} onChange={event => setOn(event.currentTarget.checked)} />
      {isOn && (
        <>
          <ServerFields server={held.mailbox} usualPort={993} security="tls" hasPassword={held.hasMailboxPassword} />
          <TextInput
            name="folder"
            label={t('returns.folder')}
            defaultValue={held.mailbox?.folder ?? 'INBOX'}
            maxLength={100}
          />
        </>
      )}
      <Refused error={save.error} />
      <Button type="submit" variant="default" loading={save.isPending} disabled={!isOn && held.mailbox === null}>
        {t('mail.save')}
      </Button>
    </form>
  )
}
