import { ActionIcon, Button, Popover, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconBookmark, IconHome, IconHomeFilled, IconRefresh, IconX } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedView } from '../../../contract/saved-views.ts'
import { useMay } from '../../admitting/data.ts'
import { Refused } from '../../kit/Refused.tsx'
import { useMapView } from '../data.ts'
import styles from '../filters.module.css'
import { useViewChanges, useViews } from './data.ts'

/**
 * What was saved under a name, for everybody of the workspace; and a place to save what is looked at. On a map, its own
 * views, one of which it may open by; `children` are others to choose from.
 */
export function ViewsMenu(props: {
  page?: SavedView['page']
  /** What of the address is saved, and what else opens with it; all of it unless said. */
  search?: SavedView['search']
  of?: (view: SavedView) => boolean
  show?: (search: SavedView['search']) => void
  children?: ReactNode
}) {
  const { page = 'explore' } = props
  const { t } = useTranslation('caseFilters')
  const may = useMay()
  const navigate = useNavigate()
  const { view } = useMapView()
  const [open, setOpen] = useState(false)
  const views = useViews(open)
  const { save, replace, remove, restore, makeDefault } = useViewChanges()
  const search = props.search ?? (view as SavedView['search'])
  const mine = (views.data?.views ?? []).filter(one => one.page === page && (props.of?.(one) ?? true))
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
        {mine.length === 0 && !views.isPending && (
          <p className={styles.none}>{t(page === 'map' ? 'views.noneOfMap' : 'views.none')}</p>
        )}
        <ul className={styles.views}>
          {mine.map(one => (
            <li key={one.id}>
              <button
                type="button"
                onClick={() => {
                  setOpen(false)
                  if (props.show) props.show(one.search)
                  else void navigate({ to: '.', search: one.search as never })
                }}
              >
                {one.name}
                {one.isDefault && <small>{t('views.isDefault')}</small>}
              </button>
              {page === 'map' && may('map.edit') && (
                <ActionIcon
                  variant="subtle"
                  color={one.isDefault ? 'accent' : 'gray'}
                  aria-pressed={one.isDefault}
                  aria-label={t('views.default', { name: one.name })}
                  title={t('views.default', { name: one.name })}
                  onClick={() => makeDefault.mutate({ view: one, isDefault: !one.isDefault })}
                >
                  {one.isDefault ? <IconHomeFilled size={15} aria-hidden /> : <IconHome size={15} aria-hidden />}
                </ActionIcon>
              )}
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
        {props.children}
        {may('map.comment') && (
          <form
            className={styles.saving}
            onSubmit={event => {
              event.preventDefault()
              const name = String(new FormData(event.currentTarget).get('name') ?? '').trim()
              if (!name) return
              save.mutate(
                { name, page, search },
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
        <Refused error={save.error ?? replace.error ?? remove.error ?? makeDefault.error} />
      </Popover.Dropdown>
    </Popover>
  )
}
