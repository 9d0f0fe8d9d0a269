import { Button, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LaneType, Step } from '../../../vocabulary/map/journey-map.ts'
import type { MapEdit } from '../../../vocabulary/map/map-edit.ts'
import { accountableFor } from '../../../vocabulary/map/proposal.ts'
import { Dialog } from '../../kit/Dialog.tsx'
import { useLabels } from '../../kit/label.ts'
import { Refused } from '../../kit/Refused.tsx'
import { useMapPlace } from '../map-place.ts'
import { useProposalChanges } from './data.ts'
import styles from './talk.module.css'

/** Lanes whose cells are words of their own; the others tell what stands elsewhere. */
const written: readonly LaneType[] = ['action', 'thought', 'text', 'insight', 'opportunity', 'initiative', 'custom']

/** Proposes other words for a step: its title, its description, its cells. Sent with the revision that was seen. */
export function ProposalDialog({ step, close }: { step: Step; close: () => void }) {
  const { t } = useTranslation('talk')
  const m = useTranslation('mapping').t
  const kit = useTranslation('kit').t
  const { say, write } = useLabels()
  const { map, whole, departments } = useMapPlace()
  const { add } = useProposalChanges()
  // What was seen when it was opened: a colleague's change while this is written must be found, not overlooked.
  const [seen] = useState({ step, revision: whole.revision })
  const [words, setWords] = useState<Readonly<Record<string, string>>>({})
  const [reason, setReason] = useState('')
  const lanes = map.lanes.filter(lane => written.includes(lane.type))
  const cellOf = (lane: string) => seen.step.cells.find(cell => cell.lane === lane)
  const given = (key: string) => words[key]?.trim()
  const edits: MapEdit[] = []
  const title = given('title')
  if (title && title !== say(seen.step.title))
    edits.push({ op: 'setStep', step: step.id, set: { title: write(seen.step.title, title) } })
  const description = given('description')
  if (description !== undefined && description !== say(seen.step.description)) {
    const label = description === '' ? null : write(seen.step.description, description)
    edits.push({ op: 'setStep', step: step.id, set: { description: label } })
  }
  for (const lane of lanes) {
    const text = given(lane.id)
    const cell = cellOf(lane.id)
    if (text === undefined || text === say(cell?.text)) continue
    const blank = { lane: lane.id, text: null, refs: [], span: 1, evidence: [] }
    const next = { ...(cell ?? blank), text: text === '' ? null : write(cell?.text, text) }
    edits.push({ op: 'setCell', step: step.id, lane: lane.id, cell: next })
  }
  const owners = accountableFor(step)
    .map(id => say(departments.get(id)?.name))
    .filter(Boolean)
  const field = (key: string, label: string, value: string) => (
    <Textarea
      key={key}
      size="sm"
      autosize
      minRows={1}
      maxLength={4000}
      label={label}
      value={words[key] ?? value}
      onChange={event => setWords({ ...words, [key]: event.currentTarget.value })}
    />
  )
  return (
    <Dialog title={t('proposal.forStep', { step: say(step.title) })} close={close} wide>
      <form
        className={styles.panel}
        onSubmit={event => {
          event.preventDefault()
          if (edits.length > 0) add.mutate({ revision: seen.revision, edits, reason }, { onSuccess: close })
        }}
      >
        <p>
          {t('proposal.intro')}{' '}
          {owners.length > 0 ? t('proposal.goesTo', { departments: owners.join(', ') }) : t('proposal.goesToEditors')}
        </p>
        <TextInput
          size="sm"
          data-autofocus
          maxLength={4000}
          label={t('proposal.stepTitle')}
          value={words.title ?? say(seen.step.title)}
          onChange={event => setWords({ ...words, title: event.currentTarget.value })}
        />
        {field('description', t('proposal.description'), say(seen.step.description))}
        {lanes.map(lane => field(lane.id, say(lane.name) || m(`lanes.${lane.type}`), say(cellOf(lane.id)?.text)))}
        <Textarea
          size="sm"
          autosize
          minRows={2}
          maxLength={2000}
          label={t('proposal.reason')}
          description={t('proposal.reasonHint')}
          value={reason}
          onChange={event => setReason(event.currentTarget.value)}
        />
        <Refused error={add.error} />
        <div className={styles.acts}>
          {edits.length === 0 && <small>{t('proposal.nothing')}</small>}
          <Button variant="default" onClick={close}>
            {kit('cancel')}
          </Button>
          <Button type="submit" disabled={edits.length === 0} loading={add.isPending}>
            {t('proposal.send')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
