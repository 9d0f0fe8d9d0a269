import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { listMembers } from '../../../contract/admitting-members.ts'
import type { Doer } from '../../../contract/map-live.ts'
import { useMay, useMe, useWorkspaceKey } from '../../admitting/data.ts'
import { question } from '../../client.ts'
import { useOthers } from './use-live-map.ts'

/** The name of whoever did something, by the id that stands beside it. */
export function useNameOf(): (by: string | null) => string {
  const { t } = useTranslation('live')
  const workspace = useWorkspaceKey()
  const me = useMe().data?.member
  const others = useOthers()
  const may = useMay()('member.read')
  const members = useQuery({
    ...question(listMembers, { params: { workspace } }),
    enabled: may && workspace !== '',
    staleTime: 60_000,
  }).data?.members
  return by => {
    if (by === null || by === '') return t('somebody')
    if (by === me?.id) return me.name
    const known = others.find(one => one.member === by)?.name ?? members?.find(one => one.id === by)?.name
    if (known) return known
    if (by === 'operator' || by === 'system') return t(by)
    return by.startsWith('key') ? t('key') : t('formerMember')
  }
}

/** The name of who did something, as the server told it. */
export function useDoerName(): (by: Doer) => string {
  const { t } = useTranslation('live')
  return by => by.name ?? (by.kind === 'member' ? t('formerMember') : t(by.kind))
}
