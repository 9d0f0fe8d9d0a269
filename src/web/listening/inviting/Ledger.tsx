import { Button, NativeSelect } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { exportInvitations, type InvitationLine } from '../../../contract/survey-invitations.ts'
import { invitationStates, notSentReasons } from '../../../vocabulary/survey/invitation.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { addressOf } from '../../client.ts'
import { useFigures } from '../../kit/figures.ts'
import { Waiting } from '../../kit/Waiting.tsx'
import type { SurveyView } from '../view.ts'
import { DecisionTable } from './DecisionTable.tsx'
import { type LedgerFilter, useLedger } from './data.ts'
import styles from './inviting.module.css'

/** Every decision of a survey; which of them are shown stands in the address. */
export function Ledger({ survey, view }: { survey: string; view: SurveyView }) {
  const { t } = useTranslation('inviting')
  const figures = useFigures()
  const workspace = useWorkspaceKey()
  const navigate = useNavigate()
  const filter: LedgerFilter = {
    ...(view.state ? { state: view.state } : {}),
    ...(view.reason ? { reason: view.reason } : {}),
  }
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useLedger(survey, filter)
  const show = (part: Record<string, string>) =>
    navigate({ to: '.', search: { tab: 'sending', ...filter, ...part } as never, replace: true })
  const noteOf = (line: InvitationLine) => {
    if (line.sentAt) return t('ledger.sentAt', { at: figures.moment(line.sentAt) })
    if (!line.sendAfter) return ''
    if (line.state === 'queued') return t('ledger.leaves', { at: figures.moment(line.sendAfter) })
    return line.state === 'deferred' ? t('ledger.again', { at: figures.moment(line.sendAfter) }) : ''
  }
  const lines = data?.pages.flatMap(page => page.invitations)
  return (
    <section className={styles.part} aria-label={t('ledger.title')}>
      <h2>{t('ledger.title')}</h2>
      <div className={styles.row} style={{ alignItems: 'end' }}>
        <NativeSelect
          label={t('ledger.state')}
          value={view.state ?? ''}
          onChange={event => show({ state: event.currentTarget.value })}
          data={[
            { value: '', label: t('ledger.any') },
            ...invitationStates.map(value => ({ value, label: t(`states.${value}`) })),
          ]}
        />
        <NativeSelect
          label={t('ledger.reason')}
          value={view.reason ?? ''}
          onChange={event => show({ reason: event.currentTarget.value })}
          data={[
            { value: '', label: t('ledger.any') },
            ...notSentReasons.map(value => ({ value, label: t(`reasons.${value}`) })),
          ]}
        />
        <Button
          variant="default"
          component="a"
          href={addressOf(exportInvitations, { params: { workspace, survey }, query: filter })}
          download
        >
          {t('ledger.export')}
        </Button>
      </div>
      {!lines ? (
        <Waiting lines={3} />
      ) : lines.length === 0 ? (
        <p className={styles.small}>{t('ledger.none')}</p>
      ) : (
        <DecisionTable lines={lines.map(line => ({ ...line, note: noteOf(line) }))} />
      )}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('ledger.more')}
        </Button>
      )}
    </section>
  )
}
