import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useSignOut, useWorkspaceKey } from '../admitting/data.ts'
import { mapsOf } from '../mapping/data.ts'
import { speak } from './language.ts'
import { paletteStore } from './palette-store.ts'
import { useRooms } from './rooms-list.ts'
import { useScheme } from './use-scheme.ts'

/** The command palette: every room, every map, and what can be done from anywhere. */
export function Palette() {
  const { t, i18n } = useTranslation('kit')
  const navigate = useNavigate()
  const workspace = useWorkspaceKey()
  const leave = useSignOut()
  const { setScheme } = useScheme()
  const maps = useQuery(mapsOf(workspace))
  const params = { workspace }
  const entered = useRooms()
  const rooms: SpotlightActionGroupData = {
    group: t('palette.go'),
    actions: [
      ...entered.map(({ word, to }) => ({
        id: word,
        label: t(`rooms.${word}`),
        onClick: () => navigate({ to, params }),
      })),
      {
        id: 'touchpoints',
        label: t('tabs.touchpoints', { ns: 'atlas' }),
        onClick: () => navigate({ to: '/w/$workspace/touchpoints', params }),
      },
      {
        id: 'reviews',
        label: t('tabs.reviews', { ns: 'atlas' }),
        onClick: () => navigate({ to: '/w/$workspace/reviews', params }),
      },
      {
        id: 'compare',
        label: t('compare.title', { ns: 'atlas' }),
        onClick: () => navigate({ to: '/w/$workspace/compare', params, search: {} }),
      },
    ],
  }
  const drawn: SpotlightActionGroupData = {
    group: t('palette.maps'),
    actions: (maps.data ?? []).map(one => ({
      id: one.id,
      label: one.name,
      onClick: () => navigate({ to: '/w/$workspace/maps/$map', params: { workspace, map: one.id } }),
    })),
  }
  const doing: SpotlightActionGroupData = {
    group: t('palette.actions'),
    actions: [
      i18n.language === 'fr'
        ? { id: 'en', label: 'Read in English', onClick: () => speak('en') }
        : { id: 'fr', label: 'Lire en français', onClick: () => speak('fr') },
      { id: 'light', label: `${t('scheme')} : ${t('light')}`, onClick: () => setScheme('light') },
      { id: 'dark', label: `${t('scheme')} : ${t('dark')}`, onClick: () => setScheme('dark') },
      { id: 'leave', label: t('signOut'), onClick: () => leave.mutate() },
    ],
  }
  return (
    <Spotlight
      store={paletteStore}
      actions={[rooms, drawn, doing].filter(group => group.actions.length > 0)}
      shortcut={null}
      lockScroll={false}
      attributes={{ content: { 'aria-label': t('palette.open') } }}
      nothingFound={t('palette.nothing')}
      searchProps={{ placeholder: t('palette.placeholder'), 'aria-label': t('palette.open') }}
    />
  )
}
