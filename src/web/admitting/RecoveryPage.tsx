import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { recover } from '../../contract/admitting-links.ts'
import { call } from '../client.ts'
import { Refused } from '../kit/Refused.tsx'
import { DoorFrame } from './DoorFrame.tsx'
import { thisDevice, useBecome } from './data.ts'
import { NewPassword } from './NewPassword.tsx'
import { useLinkToken } from './one-time-link.ts'

/** A member who lost their password comes back by a link that the operator made. */
export function RecoveryPage() {
  const { t } = useTranslation('admitting')
  const token = useLinkToken()
  const navigate = useNavigate()
  const become = useBecome()
  const recovering = useMutation({
    mutationFn: (form: FormData) =>
      call(recover, { body: { token, password: String(form.get('password')), device: thisDevice() } }),
    onSuccess: async me => {
      become(me)
      await navigate({ to: '/' })
    },
  })
  if (!token) return <DoorFrame title={t('noLink.title')} intro={t('noLink.text')} />
  return (
    <DoorFrame title={t('recovery.title')}>
      <form
        onSubmit={event => {
          event.preventDefault()
          recovering.mutate(new FormData(event.currentTarget))
        }}
      >
        <NewPassword label={t('newPassword')} />
        <Refused error={recovering.error} />
        <Button type="submit" size="md" loading={recovering.isPending}>
          {t('recovery.do')}
        </Button>
      </form>
    </DoorFrame>
  )
}
