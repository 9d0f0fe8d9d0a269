import { Autocomplete, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Trigger, triggerKinds, usualRules } from '../../../vocabulary/survey/sending-rules.ts'
import type { RulesDraft } from './data.ts'
import { useEventNames, useProperties } from './data.ts'
import styles from './inviting.module.css'

type Fields = { readonly trigger: RulesDraft['trigger']; readonly onChange: (trigger: RulesDraft['trigger']) => void }

/** What makes a survey ask: an event, one that did not come, a wave, or a list. */
export function TriggerFields({ trigger, onChange }: Fields) {
  const { t } = useTranslation('inviting')
  const choose = (kind: Trigger['kind']) => {
    if (kind === 'list') return onChange({ kind })
    const usual = usualRules({ event: 'hot', absence: 'nonPurchase', wave: 'barometer' }[kind] as 'hot').trigger
    onChange(('event' in trigger && 'event' in usual ? { ...usual, event: trigger.event } : usual) as typeof trigger)
  }
  return (
    <div className={styles.grid}>
      <NativeSelect
        label={t('trigger.label')}
        value={trigger.kind}
        onChange={change => choose(change.currentTarget.value as Trigger['kind'])}
        data={triggerKinds.map(kind => ({ value: kind, label: t(`trigger.${kind}`) }))}
      />
      {trigger.kind === 'event' && (
        <>
          <EventName label={t('event')} value={trigger.event} onChange={event => onChange({ ...trigger, event })} />
          <Length
            label={t('delay')}
            minutes={trigger.delayMinutes}
            onChange={delayMinutes => onChange({ ...trigger, delayMinutes })}
          />
        </>
      )}
      {trigger.kind === 'absence' && (
        <>
          <EventName label={t('left')} value={trigger.event} onChange={event => onChange({ ...trigger, event })} />
          <EventName
            label={t('unless')}
            value={trigger.unless.event}
            onChange={event => onChange({ ...trigger, unless: { ...trigger.unless, event } })}
          />
          <Length
            label={t('delay')}
            minutes={trigger.waitMinutes}
            onChange={waitMinutes => onChange({ ...trigger, waitMinutes: Math.max(1, waitMinutes) })}
          />
        </>
      )}
      {(trigger.kind === 'event' || trigger.kind === 'absence') && (
        <>
          <NumberInput
            label={t('latest')}
            min={1}
            max={8784}
            allowDecimal={false}
            value={trigger.latestHours}
            onChange={latestHours => onChange({ ...trigger, latestHours: Number(latestHours) || 1 })}
          />
          <PropertyFields trigger={trigger} onChange={onChange} />
        </>
      )}
      {trigger.kind === 'wave' && (
        <>
          <TextInput
            type="date"
            label={t('startsOn')}
            value={trigger.startsOn}
            onChange={change => onChange({ ...trigger, startsOn: change.currentTarget.value })}
          />
          <NumberInput
            label={t('spreadDays')}
            min={1}
            max={366}
            allowDecimal={false}
            value={trigger.spreadDays}
            onChange={spreadDays => onChange({ ...trigger, spreadDays: Number(spreadDays) || 1 })}
          />
          <NumberInput
            label={t('everyDays')}
            placeholder={t('everyHint')}
            min={1}
            max={1000}
            allowDecimal={false}
            value={trigger.everyDays ?? ''}
            onChange={everyDays => onChange({ ...trigger, everyDays: Number(everyDays) || null })}
          />
        </>
      )}
      {trigger.kind === 'list' && <p className={styles.small}>{t('listText')}</p>}
    </div>
  )
}

export function EventName(props: { label: string; value: string; onChange: (name: string) => void }) {
  const { t } = useTranslation('inviting')
  const { data } = useEventNames()
  return (
    <Autocomplete
      label={props.label}
      placeholder={t('eventHint')}
      value={props.value}
      maxLength={200}
      limit={50}
      data={data?.events.map(({ name }) => name) ?? []}
      onChange={props.onChange}
    />
  )
}

type EventTrigger = Extract<RulesDraft['trigger'], { kind: 'event' | 'absence' }>

/** One property that must have one value; what the interface made beyond that is kept and said. */
function PropertyFields({ trigger, onChange }: { trigger: EventTrigger; onChange: Fields['onChange'] }) {
  const { t } = useTranslation('inviting')
  const { when } = trigger
  const known = useProperties(trigger.event)
  const simple = when !== null && 'op' in when && when.op === 'eq' && when.field.startsWith('properties.') ? when : null
  if (when !== null && !simple) return <p className={styles.small}>{t('otherCondition')}</p>
  const name = simple?.field.slice('properties.'.length) ?? ''
  const value = String(simple?.value ?? '')
  const write = (property: string, wanted: string) =>
    onChange({
      ...trigger,
      when: property === '' ? null : { field: `properties.${property}`, op: 'eq', value: plainValue(wanted) },
    })
  return (
    <div className={styles.length}>
      <Autocomplete
        label={t('only')}
        placeholder={t('property')}
        value={name}
        maxLength={200}
        limit={50}
        data={known.names}
        onChange={property => write(property, value)}
      />
      <Autocomplete
        aria-label={t('value')}
        placeholder={t('value')}
        value={value}
        maxLength={200}
        limit={50}
        data={[...known.valuesOf(name)]}
        disabled={name === ''}
        onChange={wanted => write(name, wanted)}
      />
    </div>
  )
}

/** Numbers are kept apart from texts: what looks like a number is compared as one. */
const plainValue = (text: string): string | number | boolean =>
  /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text === 'true' || text === 'false' ? text === 'true' : text

const units = { minutes: 1, hours: 60, days: 1440 } as const

function Length(props: { label: string; minutes: number; onChange: (minutes: number) => void }) {
  const { t } = useTranslation('inviting')
  const { minutes } = props
  const unit = minutes > 0 && minutes % 1440 === 0 ? 'days' : minutes > 0 && minutes % 60 === 0 ? 'hours' : 'minutes'
  return (
    <div className={styles.length}>
      <NumberInput
        label={props.label}
        min={0}
        max={527_040 / units[unit]}
        allowDecimal={false}
        value={minutes / units[unit]}
        onChange={amount => props.onChange((Number(amount) || 0) * units[unit])}
      />
      <NativeSelect
        aria-label={props.label}
        value={unit}
        onChange={change =>
          props.onChange((minutes / units[unit]) * units[change.currentTarget.value as keyof typeof units])
        }
        data={(['minutes', 'hours', 'days'] as const).map(one => ({ value: one, label: t(one) }))}
      />
    </div>
  )
}
