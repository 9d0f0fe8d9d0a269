import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WorkspaceMember } from '../../contract/admitting-members.ts'
import { type Role, roles } from '../../vocabulary/role.ts'
import { useMay } from '../admitting/data.ts'
import { Confirm } from '../kit/Confirm.tsx'
import { useFigures } from '../kit/figures.ts'
import { Refused } from '../kit/Refused.tsx'
import { Trouble } from '../kit/Trouble.tsx'
import { MemberDepartments } from '../mapping/talk/MemberDepartments.tsx'
import { useMemberChanges, useMembers } from './data.ts'
import { Part } from './Part.tsx'
import styles from './settings.module.css'

/** Who is in the workspace, and what they may do. */
export function MembersPart({ self }: { self: string }) {
  const { t } = useTranslation('settings')
  const a = useTranslation('admitting').t
  const figures = useFigures()
  const manage = useMay()('member.manage')
  const members = useMembers(true)
  const { role, remove } = useMemberChanges()
  const [leaving, setLeaving] = useState<WorkspaceMember>()
  return (
    <Part title={t('members.title')}>
      {members.error && <Trouble compact error={members.error} />}
      <Refused error={role.error ?? remove.error} />
      <ul className={styles.list}>
        {members.data?.members.map(one => (
          <li key={one.id}>
            <span>
              {one.name} {one.id === self && <b>({t('members.you')})</b>}
              <small>
                {one.email} · {t('members.since', { date: figures.day(one.since) })}
                {one.lastSeenAt && ` · ${t('members.seen', { date: figures.day(one.lastSeenAt) })}`}
              </small>
              <MemberDepartments member={one.id} name={one.name} />
            </span>
            {manage ? (
              <span className={styles.acts}>
                <NativeSelect
                  size="xs"
                  aria-label={t('members.role', { name: one.name })}
                  value={one.role}
                  data={roles.map(value => ({ value, label: `${a(`roles.${value}`)} – ${t(`roleHints.${value}`)}` }))}
                  onChange={event => role.mutate({ member: one.id, role: event.currentTarget.value as Role })}
                />
                <Button
                  size="xs"
                  variant="subtle"
                  color="red"
                  aria-label={`${t('members.remove')} ${one.name}`}
                  onClick={() => setLeaving(one)}
                >
                  {t('members.remove')}
                </Button>
              </span>
            ) : (
              <span>{a(`roles.${one.role}`)}</span>
            )}
          </li>
        ))}
      </ul>
      <Confirm
        opened={leaving !== undefined}
        title={t('members.remove')}
        text={t('members.removeAsk', { name: leaving?.name ?? '' })}
        doIt={t('members.remove')}
        onDo={() => leaving && remove.mutate(leaving.id)}
        close={() => setLeaving(undefined)}
      />
    </Part>
  )
}
