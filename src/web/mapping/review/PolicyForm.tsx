import { Button, Checkbox, NumberInput, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '../../../vocabulary/id.ts'
import { type ReviewPolicy, type ReviewTrigger, reviewTriggers } from '../../../vocabulary/map/review-policy.ts'
import { useLabels } from '../../kit/label.ts'
import { Refused } from '../../kit/Refused.tsx'
import { useSetPolicy } from './data.ts'
import styles from './review.module.css'

/** The rhythm of reviews: how often, what calls for one earlier, and the list to go through. */
export function PolicyForm({ journey, policy, may }: { journey: string; policy: ReviewPolicy; may: boolean }) {
  const { t } = useTranslation('review')
  const { say, write } = useLabels()
  const [months, setMonths] = useState(policy.everyMonths)
  const [triggers, setTriggers] = useState<readonly string[]>(policy.triggers)
  const [seasons, setSeasons] = useState(policy.seasons.map(dayMonth).join(' '))
  const [items, setItems] = useState(policy.checklist.map(one => say(one.text)).join('\n'))
  const saving = useSetPolicy(journey)
  return (
    <form
      className={styles.part}
      onSubmit={event => {
        event.preventDefault()
        const lines = items.split('\n').flatMap(line => line.trim() || [])
        saving.mutate(
          {
            everyMonths: months,
            triggers: triggers as ReviewTrigger[],
            seasons: seasons.split(/[\s,;]+/).flatMap(monthDay),
            checklist: lines.map(line => {
              const known = policy.checklist.find(one => say(one.text) === line)
              return known ?? { id: newId('dcn'), text: write(null, line) }
            }),
          },
          { onSuccess: () => notifications.show({ message: t('policySaved') }) },
        )
      }}
    >
      <h3>{t('policy')}</h3>
      <NumberInput
        label={t('every')}
        suffix={` ${t('months', { count: months }).replace(/^\d+\s*/, '')}`}
        min={1}
        max={24}
        clampBehavior="strict"
        disabled={!may}
        value={months}
        onChange={value => setMonths(Number(value) || 1)}
      />
      <Checkbox.Group label={t('callsFor')} value={[...triggers]} onChange={setTriggers}>
        <div className={styles.pair} style={{ paddingTop: 8 }}>
          {reviewTriggers.map(one => (
            <Checkbox key={one} value={one} label={t(`triggers.${one}`)} disabled={!may} />
          ))}
        </div>
      </Checkbox.Group>
      {triggers.includes('season') && (
        <TextInput
          label={t('seasons')}
          description={t('seasonsHint')}
          disabled={!may}
          value={seasons}
          onChange={event => setSeasons(event.currentTarget.value)}
        />
      )}
      <Textarea
        label={t('items')}
        autosize
        minRows={3}
        disabled={!may}
        value={items}
        onChange={event => setItems(event.currentTarget.value)}
      />
      <Refused error={saving.error} />
      {may && (
        <div className={styles.end}>
          <Button type="submit" variant="default" loading={saving.isPending}>
            {t('savePolicy')}
          </Button>
        </div>
      )}
    </form>
  )
}

/** `11-15` as people write it: `15/11`. */
function dayMonth(season: string): string {
  const [month, day] = season.split('-')
  return `${day}/${month}`
}

function monthDay(written: string): string[] {
  const found = /^(\d{1,2})\/(\d{1,2})$/.exec(written)
  if (!found) return []
  return [`${found[2]!.padStart(2, '0')}-${found[1]!.padStart(2, '0')}`]
}
