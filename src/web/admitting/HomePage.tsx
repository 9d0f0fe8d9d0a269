import { Navigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Trouble } from '../kit/Trouble.tsx'
import { Waiting } from '../kit/Waiting.tsx'
import { DoorFrame } from './DoorFrame.tsx'
import { useMe } from './data.ts'

/** The address without a workspace: leads to one's first workspace, or to the door. */
export function HomePage() {
  const { t } = useTranslation('admitting')
  const { data: me, error, refetch } = useMe()
  if (error) return <Trouble error={error} retry={() => void refetch()} />
  if (!me) return <Waiting />
  if (!me.member) return <Navigate to="/sign-in" search={{}} replace />
  const first = me.workspaces[0]
  if (!first) return <DoorFrame title={t('noWorkspace.title')} intro={t('noWorkspace.text')} />
  return <Navigate to="/w/$workspace/maps" params={{ workspace: first.key }} replace />
}
