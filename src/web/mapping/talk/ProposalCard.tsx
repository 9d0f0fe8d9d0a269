import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Proposal } from '../../../contract/map-proposals.ts'
import { useFigures } from '../../kit/figures.ts'
import { Refused } from '../../kit/Refused.tsx'
import { useNameOf, useProposalChanges, useSelf } from './data.ts'
import { useChangeWords } from './proposal-words.ts'
import { Said } from './Said.tsx'
import styles from './talk.module.css'

/** A proposal: what it would change, before and after in words, and the decision. */
export function ProposalCard({ proposal }: { proposal: Proposal }) {
  const { t } = useTranslation('talk')
  const kit = useTranslation('kit').t
  const figures = useFigures()
  const nameOf = useNameOf()
  const self = useSelf()
  const words = useChangeWords()
  const { accept, decline } = useProposalChanges()
  const [reason, setReason] = useState<string>()
  const name = nameOf(proposal.author)
  const isOpen = proposal.state === 'open'
  return (
    <article className={styles.thread} data-resolved={!isOpen || undefined} aria-label={t('proposal.by', { name })}>
      <div className={styles.who}>
        <b>{t('proposal.by', { name })}</b>
        <small>
          <time dateTime={proposal.createdAt}>{figures.moment(proposal.createdAt)}</time>
        </small>
      </div>
      {proposal.changes.map((change, index) => {
        const told = words(change)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a proposal never changes.
          <div key={index} className={styles.change}>
            <span>{told.name}</span>
            <del>
              <span className="unseen">{t('proposal.before')} </span>
              {told.before || t('proposal.empty')}
            </del>
            <ins>
              <span className="unseen">{t('proposal.after')} </span>
              {told.after || t('proposal.empty')}
            </ins>
          </div>
        )
      })}
      {proposal.reason && <Said body={proposal.reason} />}
      {!isOpen && (
        <p className={styles.settled}>
          {t('proposal.decidedBy', {
            state: t(`proposal.states.${proposal.state}`),
            name: nameOf(proposal.decidedBy),
            date: figures.moment(proposal.decidedAt!),
          })}
        </p>
      )}
      {proposal.decision && <Said body={proposal.decision} />}
      <Refused error={accept.error ?? decline.error} />
      {reason !== undefined && (
        <form
          className={styles.composer}
          onSubmit={event => {
            event.preventDefault()
            decline.mutate({ proposal: proposal.id, reason })
          }}
        >
          <Textarea
            size="sm"
            autosize
            autoFocus
            maxLength={2000}
            label={t('proposal.declineReason')}
            value={reason}
            onChange={event => setReason(event.currentTarget.value)}
          />
          <div className={styles.acts}>
            <Button size="xs" variant="subtle" color="gray" onClick={() => setReason(undefined)}>
              {kit('cancel')}
            </Button>
            <Button size="xs" type="submit" loading={decline.isPending}>
              {t('proposal.doDecline')}
            </Button>
          </div>
        </form>
      )}
      {isOpen && reason === undefined && (proposal.mayDecide || proposal.author === self) && (
        <div className={styles.acts}>
          {proposal.mayDecide && (
            <Button size="compact-sm" loading={accept.isPending} onClick={() => accept.mutate(proposal.id)}>
              {t('proposal.accept')}
            </Button>
          )}
          {proposal.author === self ? (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => decline.mutate({ proposal: proposal.id, reason: '' })}
            >
              {t('proposal.withdraw')}
            </Button>
          ) : (
            <Button size="compact-sm" variant="default" onClick={() => setReason('')}>
              {t('proposal.decline')}
            </Button>
          )}
        </div>
      )}
    </article>
  )
}
