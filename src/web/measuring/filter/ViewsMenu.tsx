import { ActionIcon, Button, Popover, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconBookmark, IconRefresh, IconX } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedView } from '../../../contract/saved-views.ts'
import { useMay } from '../../admitting/data.ts'
import { Refused } from '../../kit/Refused.tsx'
import { useMapView } from '../data.ts'
import styles from '../filters.module.css'
import { useViewChanges, useViews } from './data.ts'

/** What was saved under a name, for everybody of the workspace; and a place to save what is looked at. */
export function ViewsMenu() {
  const { t } = useTranslation('caseFilters')
  const may = useMay()
  const navigate = useNavigate()
  const { view } = useMapView()
  const [open, setOpen] = useState(false)
  const views = useViews(open)
  const { save, replace, remove, restore } = useViewChanges()
  const search = view as SavedView['search']
  const mine = (views.data?.views ?? []).filter(one => one.page === 'explore')
  const takeAway = (one: SavedView) =>
    remove.mutate(one, {
      onSuccess: () => {
        const id = `removed ${one.id}`
        notifications.show({
          id,
          autoClose: 12_000,
          message: (
            <span className={styles.undo}>
              {t('views.removed', { name: one.name })}
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => {
                  restore.mutate(one)
                  notifications.hide(id)
                }}
              >
                {t('views.undo')}
              </Button>
            </span>
          ),
        })
      },
    })
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus shadow="md" width={330}>
      <Popover.Target>
        <button type="button" className={styles.chip} aria-expanded={open} onClick={() => setOpen(!open)}>
          <IconBookmark size={15} stroke={1.7} aria-hidden />
          {t('views.button')}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('views.button')}>
        {mine.length === 0 && !views.isPending && <p className={styles.none}>{t('views.none')}</p>}
        <ul className={styles.views}>
          {mine.map(one => (
            <li key={one.id}>
              <button
                type="button"
                onClick={() => {
                  setOpen(false)
                  void navigate({ to: '.', search: one.search as never })
                }}
              >
                {one.name}
              </button>
              {may('map.comment') && (
                <>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('views.replace', { name: one.name })}
                    title={t('views.replace', { name: one.name })}
                    onClick={() =>
                      replace.mutate(
                        { view: one, search },
                        {
                          onSuccess: () => notifications.show({ message: t('views.replaced', { name: one.name }) }),
                        },
                      )
                    }
                  >
                    <IconRefresh size={15} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('views.remove', { name: one.name })}
                    title={t('views.remove', { name: one.name })}
                    onClick={() => takeAway(one)}
                  >
                    <IconX size={15} aria-hidden />
                  </ActionIcon>
                </>
              )}
            </li>
          ))}
        </ul>
        {may('map.comment') && (
          <form
            className={styles.saving}
            onSubmit={event => {
              event.preventDefault()
              const name = String(new FormData(event.currentTarget).get('name') ?? '').trim()
              if (!name) return
              save.mutate(
                { name, page: 'explore', search },
                {
                  onSuccess: () => {
                    setOpen(false)
                    notifications.show({ message: t('views.saved', { name }) })
                  },
                },
              )
            }}
          >
            <TextInput
              size="xs"
              name="name"
              aria-label={t('views.name')}
              placeholder={t('views.name')}
              maxLength={120}
              required
            />
            <Button type="submit" size="xs" loading={save.isPending}>
              {t('views.save')}
            </Button>
          </form>
        )}
        <Refused error={save.error ?? replace.error ?? remove.error} />
      </Popover.Dropdown>
    </Popover>
  )
}
