import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { signIn } from '../../contract/admitting.ts'
import { call } from '../client.ts'
import { Refused } from '../kit/Refused.tsx'
import { DoorFrame } from './DoorFrame.tsx'
import { thisDevice, useBecome } from './data.ts'
import styles from './door.module.css'

export function SignInPage() {
  const { t } = useTranslation('admitting')
  const { back } = useSearch({ from: '/sign-in' })
  const navigate = useNavigate()
  const router = useRouter()
  const become = useBecome()
  const opening = useMutation({
    mutationFn: (form: FormData) =>
      call(signIn, {
        body: { email: String(form.get('email')), password: String(form.get('password')), device: thisDevice() },
      }),
    onSuccess: async me => {
      become(me)
      // Only an address of our own, never another site's.
      if (back?.startsWith('/') && !back.startsWith('//')) router.history.push(back)
      else await navigate({ to: '/' })
    },
  })
  return (
    <DoorFrame title={t('signIn.title')}>
      <form
        onSubmit={event => {
          event.preventDefault()
          opening.mutate(new FormData(event.currentTarget))
        }}
      >
        <TextInput
          name="email"
          type="email"
          label={t('email')}
          autoComplete="username"
          size="md"
          required
          withAsterisk={false}
        />
        <PasswordInput
          name="password"
          label={t('password')}
          autoComplete="current-password"
          size="md"
          required
          withAsterisk={false}
        />
        <Refused error={opening.error} />
        <Button type="submit" size="md" loading={opening.isPending}>
          {t('signIn.do')}
        </Button>
      </form>
      <p className={styles.aside}>{t('signIn.firstTime')}</p>
    </DoorFrame>
  )
}
