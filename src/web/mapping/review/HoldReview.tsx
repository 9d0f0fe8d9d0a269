import { ActionIcon, Button, Checkbox, Select, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { JourneyReviews } from '../../../contract/map-reviews.ts'
import { dayIn, monthsAfter } from '../../../vocabulary/calendar-day.ts'
import { newId } from '../../../vocabulary/id.ts'
import { type ReviewTrigger, reviewTriggers } from '../../../vocabulary/map/review-policy.ts'
import { useWorkspace } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { Refused } from '../../kit/Refused.tsx'
import { useHoldReview } from './data.ts'
import styles from './review.module.css'

type Line = { readonly id: string; readonly text: string; readonly owner: string; readonly dueOn: string }

const blank = (): Line => ({ id: newId('dcn'), text: '', owner: '', dueOn: '' })

/** A review as it is held: the list, the decisions, the notes, the day of the next one. */
export function HoldReview({ journey, known, done }: { journey: string; known: JourneyReviews; done: () => void }) {
  const { t } = useTranslation('review')
  const kit = useTranslation('kit').t
  const { say } = useLabels()
  const figures = useFigures()
  const zone = useWorkspace()?.timeZone ?? 'UTC'
  const today = dayIn(new Date(), zone)
  const [checked, setChecked] = useState<readonly string[]>([])
  const [lines, setLines] = useState<readonly Line[]>([blank()])
  const [notes, setNotes] = useState('')
  const [trigger, setTrigger] = useState<ReviewTrigger | ''>('')
  const [nextOn, setNextOn] = useState(monthsAfter(today, known.policy.everyMonths))
  const holding = useHoldReview(journey)
  const change = (id: string, part: Partial<Line>) =>
    setLines(lines.map(line => (line.id === id ? { ...line, ...part } : line)))
  return (
    <form
      className={styles.part}
      onSubmit={event => {
        event.preventDefault()
        holding.mutate(
          {
            checked: [...checked],
            notes,
            nextOn,
            trigger: trigger === '' ? null : trigger,
            decisions: lines
              .filter(line => line.text.trim() !== '')
              .map(line => ({
                id: line.id,
                text: line.text.trim(),
                owner: line.owner.trim() || null,
                dueOn: line.dueOn || null,
                done: false,
              })),
          },
          {
            onSuccess: told => {
              notifications.show({ message: t('kept', { day: figures.day(told.nextOn) }) })
              done()
            },
          },
        )
      }}
    >
      {known.policy.checklist.length > 0 && (
        <Checkbox.Group label={t('checklist')} value={[...checked]} onChange={setChecked}>
          <div className={styles.list} style={{ paddingTop: 8 }}>
            {known.policy.checklist.map(one => (
              <Checkbox key={one.id} value={one.id} label={say(one.text)} />
            ))}
          </div>
        </Checkbox.Group>
      )}
      <h3>{t('decisions')}</h3>
      {lines.map(line => (
        <div key={line.id} className={styles.decision}>
          <TextInput
            label={t('decision')}
            value={line.text}
            maxLength={2000}
            onChange={event => change(line.id, { text: event.currentTarget.value })}
          />
          <TextInput
            label={t('who')}
            value={line.owner}
            maxLength={120}
            onChange={event => change(line.id, { owner: event.currentTarget.value })}
          />
          <TextInput
            label={t('until')}
            type="date"
            value={line.dueOn}
            onChange={event => change(line.id, { dueOn: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={t('removeDecision')}
            onClick={() => setLines(lines.filter(one => one !== line))}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <div className={styles.end}>
        <Button variant="default" size="xs" onClick={() => setLines([...lines, blank()])}>
          {t('addDecision')}
        </Button>
      </div>
      <Textarea
        label={t('notes')}
        autosize
        minRows={3}
        maxLength={20_000}
        value={notes}
        onChange={event => setNotes(event.currentTarget.value)}
      />
      <div className={styles.pair}>
        <Select
          label={t('trigger')}
          value={trigger}
          onChange={value => setTrigger((value ?? '') as ReviewTrigger | '')}
          data={[
            { value: '', label: t('itsTime') },
            ...reviewTriggers.map(one => ({ value: one, label: t(`triggers.${one}`) })),
          ]}
        />
        <TextInput
          label={t('nextOn')}
          type="date"
          required
          withAsterisk={false}
          min={today}
          value={nextOn}
          onChange={event => setNextOn(event.currentTarget.value)}
        />
      </div>
      <Refused error={holding.error} />
      <div className={styles.end}>
        <Button type="submit" loading={holding.isPending}>
          {t('keep')}
        </Button>
        <Button variant="default" onClick={done}>
          {kit('cancel')}
        </Button>
      </div>
    </form>
  )
}
