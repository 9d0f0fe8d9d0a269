import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { acceptInvitation, readInvitation } from '../../contract/admitting-links.ts'
import { call } from '../client.ts'
import { useFigures } from '../kit/figures.ts'
import { Refused } from '../kit/Refused.tsx'
import { useSentence } from '../kit/Trouble.tsx'
import { Waiting } from '../kit/Waiting.tsx'
import { DoorFrame } from './DoorFrame.tsx'
import { thisDevice, useBecome, useMe } from './data.ts'
import { NewPassword } from './NewPassword.tsx'
import { useLinkToken } from './one-time-link.ts'

/** Joining a workspace by an invitation: a name and a password for a new member, one button for a known one. */
export function InvitationPage() {
  const { t } = useTranslation('admitting')
  const { language } = useFigures()
  const sentence = useSentence()
  const token = useLinkToken()
  const navigate = useNavigate()
  const become = useBecome()
  const me = useMe()
  const offer = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => call(readInvitation, { body: { token } }),
    enabled: token !== '',
  })
  const accepting = useMutation({
    mutationFn: (form: FormData) => {
      const name = String(form.get('name') ?? '').trim()
      const password = String(form.get('password') ?? '')
      return call(acceptInvitation, {
        body: {
          token,
          locale: language,
          device: thisDevice(),
          ...(name ? { name } : {}),
          ...(password ? { password } : {}),
        },
      })
    },
    onSuccess: async who => {
      become(who)
      await navigate({ to: '/' })
    },
  })
  if (!token) return <DoorFrame title={t('noLink.title')} intro={t('noLink.text')} />
  if (offer.error) return <DoorFrame title={t('noLink.title')} intro={sentence(offer.error)} />
  if (!offer.data) return <Waiting />
  const { workspaceName, email, role, knownMember } = offer.data
  const signedIn = me.data?.member?.email === email
  return (
    <DoorFrame
      title={t('invitation.title', { workspace: workspaceName })}
      intro={t('invitation.intro', { role: t(`roles.${role}`).toLowerCase(), email })}
    >
      {knownMember && !signedIn ? (
        <p>{t('invitation.known')}</p>
      ) : (
        <form
          onSubmit={event => {
            event.preventDefault()
            accepting.mutate(new FormData(event.currentTarget))
          }}
        >
          {!knownMember && (
            <>
              <TextInput name="name" label={t('name')} autoComplete="name" size="md" required withAsterisk={false} />
              <NewPassword label={t('password')} />
            </>
          )}
          <Refused error={accepting.error} />
          <Button type="submit" size="md" loading={accepting.isPending}>
            {t('invitation.do')}
          </Button>
        </form>
      )}
    </DoorFrame>
  )
}
