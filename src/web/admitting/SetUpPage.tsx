import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { setUp } from '../../contract/admitting-links.ts'
import { call } from '../client.ts'
import { useFigures } from '../kit/figures.ts'
import { Refused } from '../kit/Refused.tsx'
import { DoorFrame } from './DoorFrame.tsx'
import { thisDevice, useBecome } from './data.ts'
import { NewPassword } from './NewPassword.tsx'
import { useLinkToken } from './one-time-link.ts'

/** The first start: whoever holds the printed link becomes the owner. */
export function SetUpPage() {
  const { t } = useTranslation('admitting')
  const { language } = useFigures()
  const token = useLinkToken()
  const navigate = useNavigate()
  const become = useBecome()
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const settingUp = useMutation({
    mutationFn: (form: FormData) => {
      const said = (field: string) => String(form.get(field) ?? '').trim()
      const name = said('workspace')
      return call(setUp, {
        body: {
          token,
          name: said('name'),
          email: said('email'),
          password: String(form.get('password')),
          locale: language,
          device: thisDevice(),
          ...(name ? { workspace: { name, timeZone: said('timeZone') } } : {}),
        },
      })
    },
    onSuccess: async me => {
      become(me)
      await navigate({ to: '/' })
    },
  })
  if (!token) return <DoorFrame title={t('noLink.title')} intro={t('noLink.text')} />
  return (
    <DoorFrame title={t('setUp.title')} intro={t('setUp.intro')}>
      <form
        onSubmit={event => {
          event.preventDefault()
          settingUp.mutate(new FormData(event.currentTarget))
        }}
      >
        <TextInput name="name" label={t('name')} autoComplete="name" size="md" required withAsterisk={false} />
        <TextInput
          name="email"
          type="email"
          label={t('email')}
          autoComplete="username"
          size="md"
          required
          withAsterisk={false}
        />
        <NewPassword label={t('password')} />
        <TextInput name="workspace" label={t('setUp.workspace')} description={t('setUp.workspaceHint')} size="md" />
        <TextInput name="timeZone" label={t('setUp.timeZone')} defaultValue={zone} size="md" />
        <Refused error={settingUp.error} />
        <Button type="submit" size="md" loading={settingUp.isPending}>
          {t('setUp.do')}
        </Button>
      </form>
    </DoorFrame>
  )
}
