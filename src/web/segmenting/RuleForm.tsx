import {
  ActionIcon,
  Autocomplete,
  Button,
  NativeSelect,
  NumberInput,
  SegmentedControl,
  TagsInput,
  TextInput,
} from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import {
  countTests,
  type EventCondition,
  type SegmentCondition,
  type SegmentRule,
  type TraitCondition,
  traitTests,
} from '../../vocabulary/segment.ts'
import { useCohorts, useGraph } from '../measuring/data.ts'
import { shiftDay } from '../measuring/view.ts'
import styles from './segmenting.module.css'

/** A rule being written: conditions on traits and on what customers did or did not do. */
export function RuleForm({ rule, onChange }: { rule: SegmentRule; onChange: (rule: SegmentRule) => void }) {
  const { t } = useTranslation('segmenting')
  const { conditions, match } = rule
  const put = (at: number, condition: SegmentCondition) =>
    onChange({ ...rule, conditions: conditions.map((one, index) => (index === at ? condition : one)) })
  const add = (condition: SegmentCondition) => onChange({ ...rule, conditions: [...conditions, condition] })
  const event = (how: EventCondition['how']): EventCondition => ({
    ...{ kind: 'event', event: '', how, times: 1, period: { lastDays: 30 }, having: null },
  })
  return (
    <div>
      {conditions.length > 1 && (
        <SegmentedControl
          size="xs"
          aria-label={t('match')}
          value={match}
          data={[
            { value: 'all', label: t('all') },
            { value: 'any', label: t('any') },
          ]}
          onChange={value => onChange({ ...rule, match: value === 'any' ? 'any' : 'all' })}
        />
      )}
      {conditions.map((condition, at) => (
        // Conditions may be alike, and are known by their place.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above.
        <div key={at} className={styles.condition}>
          {condition.kind === 'trait' ? (
            <TraitFields condition={condition} put={one => put(at, one)} />
          ) : (
            <EventFields condition={condition} put={one => put(at, one)} />
          )}
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('remove')}
            onClick={() => onChange({ ...rule, conditions: conditions.filter((_, index) => index !== at) })}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      {conditions.length < 12 && (
        <div className={styles.row} style={{ marginTop: 10 }}>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => add({ kind: 'trait', trait: '', is: 'one of', values: [] })}
          >
            + {t('addTrait')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => add(event('at least'))}>
            + {t('addDid')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => add(event('fewer than'))}>
            + {t('addDidNot')}
          </Button>
        </div>
      )}
    </div>
  )
}

export function TraitFields({
  condition,
  put,
}: {
  condition: TraitCondition
  put: (condition: TraitCondition) => void
}) {
  const { t } = useTranslation('segmenting')
  const cohorts = useCohorts(true).data?.cohorts ?? []
  const { trait, is, values } = condition
  const single = is === 'at least' || is === 'below'
  return (
    <>
      <Autocomplete
        size="xs"
        label={t('trait')}
        value={trait}
        data={[...new Set(cohorts.map(one => one.trait))]}
        onChange={value => put({ ...condition, trait: value })}
      />
      <NativeSelect
        size="xs"
        label={t('test')}
        value={is}
        data={traitTests.map(value => ({ value, label: t(`tests.${value}`) }))}
        onChange={change =>
          put({ ...condition, is: traitTests.find(one => one === change.currentTarget.value) ?? is, values: [] })
        }
      />
      {is !== 'known' && is !== 'unknown' && (
        <TagsInput
          size="xs"
          label={t('values')}
          value={[...values]}
          maxTags={single ? 1 : 100}
          data={single ? [] : cohorts.filter(one => one.trait === trait).map(one => one.value)}
          acceptValueOnBlur
          onChange={chosen => put({ ...condition, values: chosen })}
        />
      )}
    </>
  )
}

function EventFields({ condition, put }: { condition: EventCondition; put: (condition: EventCondition) => void }) {
  const { t } = useTranslation('segmenting')
  const known = useGraph(undefined).data?.activities.map(one => one.name) ?? []
  const { event, how, times, period } = condition
  return (
    <>
      <Autocomplete
        size="xs"
        label={t('event')}
        value={event}
        data={known}
        onChange={value => put({ ...condition, event: value })}
      />
      <NativeSelect
        size="xs"
        label={t('how')}
        value={how}
        data={countTests.map(value => ({ value, label: t(`hows.${value}`) }))}
        onChange={change =>
          put({ ...condition, how: countTests.find(one => one === change.currentTarget.value) ?? how })
        }
      />
      <NumberInput
        size="xs"
        label={t('times')}
        value={times}
        min={1}
        max={100_000}
        allowDecimal={false}
        onChange={value => put({ ...condition, times: Math.max(1, Number(value) || 1) })}
      />
      <NativeSelect
        size="xs"
        label={t('when')}
        value={whenOf(period)}
        data={whens.map(value => ({ value, label: t(`whens.${value}`) }))}
        onChange={change => {
          const chosen = whens.find(one => one === change.currentTarget.value) ?? 'ever'
          put({ ...condition, period: startOf[chosen] })
        }}
      />
      {period && 'lastDays' in period && (
        <NumberInput
          size="xs"
          label={t('lastDays')}
          value={period.lastDays}
          min={1}
          max={3660}
          allowDecimal={false}
          onChange={value => put({ ...condition, period: { lastDays: Math.max(1, Number(value) || 1) } })}
        />
      )}
      {period && 'from' in period && (
        <>
          <TextInput
            size="xs"
            type="date"
            label={t('fromDay')}
            value={period.from ?? ''}
            onChange={change => put({ ...condition, period: { ...period, from: change.currentTarget.value || null } })}
          />
          <TextInput
            size="xs"
            type="date"
            label={t('toDay')}
            // The day after the last one is kept; people say the last one.
            value={period.to ? shiftDay(period.to, -1) : ''}
            onChange={change => {
              const last = change.currentTarget.value
              put({ ...condition, period: { ...period, to: last ? shiftDay(last, 1) : null } })
            }}
          />
        </>
      )}
      <Having condition={condition} put={put} />
    </>
  )
}

const whens = ['ever', 'last', 'between'] as const
const startOf = { ever: null, last: { lastDays: 30 }, between: { from: null, to: null } } as const
const whenOf = (period: EventCondition['period']) =>
  period === null ? 'ever' : 'lastDays' in period ? 'last' : 'between'

/** Only events that carry a property with one of the values. */
function Having({ condition, put }: { condition: EventCondition; put: (condition: EventCondition) => void }) {
  const { t } = useTranslation('segmenting')
  const { having } = condition
  if (having === null)
    return (
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        onClick={() => put({ ...condition, having: { name: '', values: [] } })}
      >
        + {t('addHaving')}
      </Button>
    )
  return (
    <>
      <TextInput
        size="xs"
        label={t('property')}
        value={having.name}
        onChange={change =>
          put({
            ...condition,
            having:
              change.currentTarget.value === '' && having.values.length === 0
                ? null
                : { ...having, name: change.currentTarget.value },
          })
        }
      />
      <TagsInput
        size="xs"
        label={t('values')}
        value={[...having.values]}
        maxTags={100}
        acceptValueOnBlur
        onChange={values =>
          put({ ...condition, having: values.length === 0 && having.name === '' ? null : { ...having, values } })
        }
      />
    </>
  )
}
