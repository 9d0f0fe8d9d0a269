import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { InvitationState, NotSentReason } from '../../../vocabulary/survey/invitation.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import styles from './inviting.module.css'

export type DecisionLine = {
  readonly id: string
  readonly customer: string | null
  readonly decidedAt: string
  readonly state: InvitationState
  readonly reasons: readonly NotSentReason[]
  readonly note: string
}

/** Decisions with all their reasons, in the reader's words. */
export function DecisionTable({ lines }: { lines: readonly DecisionLine[] }) {
  const { t } = useTranslation('inviting')
  const figures = useFigures()
  const workspace = useWorkspaceKey()
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th>{t('ledger.customer')}</th>
          <th>{t('ledger.when')}</th>
          <th>{t('ledger.what')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(line => (
          <tr key={line.id}>
            <td>
              {line.customer ? (
                <Link to="/w/$workspace/customers/$customer" params={{ workspace, customer: line.customer }}>
                  …{line.customer.slice(-6)}
                </Link>
              ) : (
                t('ledger.forgotten')
              )}
            </td>
            <td className={styles.when}>{figures.moment(line.decidedAt)}</td>
            <td>
              <b>{t(`states.${line.state}`)}</b>
              {line.reasons.length > 0 && ` — ${line.reasons.map(reason => t(`reasons.${reason}`)).join(', ')}`}
              {line.note && <span className={styles.small}> {line.note}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
