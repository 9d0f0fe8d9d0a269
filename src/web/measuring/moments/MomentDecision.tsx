import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WholeMap } from '../../../contract/mapping.ts'
import type { MomentsAnswer } from '../../../contract/measuring-moments.ts'
import type { MomentOfTruth } from '../../../vocabulary/map/journey-map.ts'
import { useMay } from '../../admitting/data.ts'
import { Dialog } from '../../kit/Dialog.tsx'
import { useLabels } from '../../kit/label.ts'
import { Refused } from '../../kit/Refused.tsx'
import styles from '../explain/explain.module.css'
import { useDecide } from './use-decide.tsx'

/** What people made of what data suggest: who may change the map confirms it, or says that it is none, and why. */
export function MomentDecision(props: { whole: WholeMap; judged: MomentsAnswer['touchpoints'][number]; name: string }) {
  const { whole, judged, name } = props
  const { t } = useTranslation('explain')
  const { say, write } = useLabels()
  const may = useMay()('map.edit')
  const [rejecting, setRejecting] = useState(false)
  const { decide, error } = useDecide(whole, name)
  const declared = whole.map.momentsOfTruth.find(one => judged.placements.includes(one.placement))
  const placement = declared?.placement ?? judged.placements[0]
  const suggested = judged.status === 'proven' || judged.status === 'emotionalPeak' ? judged.status : undefined
  const keep = (status: MomentOfTruth['status'], why: string) => {
    if (placement === undefined) return
    const reason = why === '' ? null : write(declared?.reason, why)
    decide.mutate(
      [
        declared
          ? { op: 'setMoment', placement, set: { status, reason } }
          : { op: 'addMoment', moment: { placement, origin: 'detected', status, reason, evidence: [] } },
      ],
      { onSuccess: () => setRejecting(false) },
    )
  }
  const mayConfirm = may && suggested !== undefined && declared?.status !== suggested
  const mayReject = may && declared?.status !== 'rejected' && (declared !== undefined || suggested !== undefined)
  if (!declared && !mayConfirm && !mayReject) return null
  return (
    <div className={styles.decision}>
      {declared && (
        <span title={declared.reason ? t('moments.why', { reason: say(declared.reason) }) : undefined}>
          {t(`moments.decided.${declared.status}`)}
        </span>
      )}
      {suggested && mayConfirm && (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={t('moments.confirmNamed', { name })}
          loading={decide.isPending}
          onClick={() => keep(suggested, '')}
        >
          {t('moments.confirm')}
        </Button>
      )}
      {mayReject && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          aria-label={t('moments.rejectNamed', { name })}
          onClick={() => {
            decide.reset()
            setRejecting(true)
          }}
        >
          {t('moments.reject')}
        </Button>
      )}
      {!rejecting && <Refused error={error} />}
      <Dialog opened={rejecting} title={t('moments.rejectNamed', { name })} close={() => setRejecting(false)}>
        <form
          className={styles.reasoning}
          onSubmit={event => {
            event.preventDefault()
            keep('rejected', String(new FormData(event.currentTarget).get('reason') ?? '').trim())
          }}
        >
          <TextInput name="reason" label={t('moments.rejectWhy')} required maxLength={400} data-autofocus />
          <Refused error={error} />
          <Button type="submit" loading={decide.isPending}>
            {t('moments.reject')}
          </Button>
        </form>
      </Dialog>
    </div>
  )
}
