import { useTranslation } from 'react-i18next'
import { useMay, useMe, useWorkspace } from '../admitting/data.ts'
import { PageHead } from '../kit/PageHead.tsx'
import shell from '../kit/shell.module.css'
import { Waiting } from '../kit/Waiting.tsx'
import { VoicePart } from '../listening/calling/VoicePart.tsx'
import { PressurePart } from '../listening/inviting/PressurePart.tsx'
import { MailPart } from '../listening/sending/MailPart.tsx'
import { ReturnsPart } from '../listening/sending/ReturnsPart.tsx'
import { SmsPart } from '../listening/sending/SmsPart.tsx'
import { SuppressionsPart } from '../listening/sending/SuppressionsPart.tsx'
import { SamplesPart } from '../measuring/heatmaps/SamplesPart.tsx'
import { CalendarPart } from './calendar/CalendarPart.tsx'
import { InvitationsPart } from './InvitationsPart.tsx'
import { MembersPart } from './MembersPart.tsx'
import { PasswordPart } from './PasswordPart.tsx'
import { ProfilePart } from './ProfilePart.tsx'
import { SessionsPart } from './SessionsPart.tsx'
import { WorkspacePart } from './WorkspacePart.tsx'

/** Oneself, and the workspace as far as one's role reaches. */
export function SettingsPage() {
  const { t } = useTranslation('settings')
  const { data: me } = useMe()
  const workspace = useWorkspace()
  const may = useMay()
  return (
    <>
      <PageHead title={t('title')} name={t('title')} />
      <div className={shell.page}>
        {!me?.member || !workspace ? (
          <Waiting />
        ) : (
          <>
            <ProfilePart member={me.member} />
            <PasswordPart />
            <SessionsPart />
            {may('workspace.manage') && <WorkspacePart workspace={workspace} />}
            {may('workspace.manage') && <CalendarPart locale={workspace.locale} />}
            {may('workspace.manage') && <SamplesPart />}
            {may('survey.edit') && <PressurePart />}
            {may('workspace.manage') && <MailPart address={me.member.email} />}
            {may('workspace.manage') && <ReturnsPart />}
            {may('workspace.manage') && <SmsPart />}
            {may('workspace.manage') && <VoicePart />}
            {may('customer.read') && <SuppressionsPart />}
            {may('member.read') && <MembersPart self={me.member.id} />}
            {may('member.manage') && <InvitationsPart />}
          </>
        )}
      </div>
    </>
  )
}
