import { Button, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconUsersGroup } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { makeSegment } from '../../../contract/measuring-lists.ts'
import { useMay, useWorkspaceKey } from '../../admitting/data.ts'
import { call } from '../../client.ts'
import { Dialog } from '../../kit/Dialog.tsx'
import { useFigures } from '../../kit/figures.ts'
import { Refused } from '../../kit/Refused.tsx'
import { useSegmenting } from '../../segmenting/data.ts'
import styles from './lists.module.css'
import type { Asked } from './use-asked-list.ts'

/** Makes a segment of the customers of a list, under a name, and says where it is. */
export function MakeSegment({ asked, name, short }: { asked: Asked; name: string; short?: boolean }) {
  const { t } = useTranslation('lists')
  const figures = useFigures()
  const may = useMay()('segment.edit')
  const workspace = useWorkspaceKey()
  const navigate = useNavigate()
  const { forget } = useSegmenting()
  const [open, setOpen] = useState(false)
  const make = useMutation({
    mutationFn: (called: string) =>
      call(makeSegment, { params: { workspace }, body: { name: called, ...asked } as never }),
    onSuccess: made => {
      void forget()
      setOpen(false)
      notifications.show({
        autoClose: 12_000,
        message: (
          <>
            {made.customers === null
              ? t('madeFew', { name: made.name })
              : t('made', { name: made.name, count: made.customers, n: figures.whole(made.customers) })}{' '}
            <Button
              size="compact-xs"
              variant="default"
              onClick={() =>
                void navigate({ to: '/w/$workspace/segments/$segment', params: { workspace, segment: made.id } })
              }
            >
              {t('toSegment')}
            </Button>
          </>
        ),
      })
    },
  })
  if (!may) return null
  return (
    <>
      <Button
        variant="subtle"
        color={short ? 'blue' : 'gray'}
        size={short ? 'compact-xs' : 'compact-sm'}
        leftSection={<IconUsersGroup size={15} aria-hidden />}
        onClick={() => {
          make.reset()
          setOpen(true)
        }}
      >
        {t('make')}
      </Button>
      <Dialog opened={open} title={t('make')} close={() => setOpen(false)}>
        <form
          className={styles.form}
          onSubmit={event => {
            event.preventDefault()
            event.stopPropagation()
            make.mutate(String(new FormData(event.currentTarget).get('name') ?? ''))
          }}
        >
          <p>{t('makeSaid')}</p>
          <TextInput
            name="name"
            label={t('name')}
            defaultValue={name.slice(0, 120)}
            required
            maxLength={120}
            data-autofocus
          />
          <Refused error={make.error} />
          <Button type="submit" loading={make.isPending}>
            {t('makeIt')}
          </Button>
        </form>
      </Dialog>
    </>
  )
}
