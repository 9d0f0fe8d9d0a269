import { Alert, Button, NativeSelect, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Role, roles } from '../../vocabulary/role.ts'
import { CopyText } from '../kit/CopyText.tsx'
import { useFigures } from '../kit/figures.ts'
import { Refused } from '../kit/Refused.tsx'
import { useInvitations, useMemberChanges } from './data.ts'
import { Part } from './Part.tsx'
import styles from './settings.module.css'

/** Asking others in. The link is shown once, to be sent by whatever means. */
export function InvitationsPart() {
  const { t } = useTranslation('settings')
  const a = useTranslation('admitting').t
  const figures = useFigures()
  const invitations = useInvitations(true)
  const { invite, revoke } = useMemberChanges()
  const open = invitations.data?.invitations.filter(one => one.state === 'open') ?? []
  return (
    <Part title={t('invitations.title')}>
      <form
        className={styles.line}
        onSubmit={event => {
          event.preventDefault()
          const form = event.currentTarget
          const said = new FormData(form)
          invite.mutate(
            { email: String(said.get('email')).trim(), role: String(said.get('role')) as Role },
            { onSuccess: () => form.reset() },
          )
        }}
      >
        <TextInput
          name="email"
          type="email"
          label={t('invitations.email')}
          required
          withAsterisk={false}
          style={{ flex: '1 1 220px' }}
        />
        <NativeSelect
          name="role"
          label={t('invitations.role')}
          defaultValue="editor"
          data={roles.map(value => ({ value, label: `${a(`roles.${value}`)} – ${t(`roleHints.${value}`)}` }))}
          style={{ flex: '1 1 220px' }}
        />
        <Button type="submit" loading={invite.isPending}>
          {t('invitations.do')}
        </Button>
      </form>
      <Refused error={invite.error ?? revoke.error} />
      {invite.data && (
        <Alert variant="light" color="accent" title={t('invitations.link', { email: invite.data.invitation.email })}>
          <CopyText text={invite.data.link} />
        </Alert>
      )}
      {invitations.data && open.length === 0 && <p>{t('invitations.none')}</p>}
      <ul className={styles.list}>
        {open.map(one => (
          <li key={one.id}>
            <span>
              {one.email}
              <small>
                {t('invitations.until', { role: a(`roles.${one.role}`), date: figures.day(one.expiresAt) })}
              </small>
            </span>
            <Button
              size="xs"
              variant="default"
              aria-label={`${t('invitations.revoke')} ${one.email}`}
              onClick={() => revoke.mutate(one.id)}
            >
              {t('invitations.revoke')}
            </Button>
          </li>
        ))}
      </ul>
    </Part>
  )
}
