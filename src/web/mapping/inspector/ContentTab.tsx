import { Button, MultiSelect, Select, Switch, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { channelCodes, channels } from '../../../vocabulary/channel.ts'
import { secondsOfDuration } from '../../../vocabulary/duration.ts'
import type { Step } from '../../../vocabulary/map/journey-map.ts'
import type { Placement, Touchpoint } from '../../../vocabulary/touchpoint.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { useMapView } from '../../measuring/data.ts'
import { useEditing } from '../editing.ts'
import styles from '../inspector.module.css'
import { Fresh } from '../live/Fresh.tsx'
import { useMapPlace } from '../map-place.ts'
import { AssetsField } from './AssetsField.tsx'
import { MetricsField } from './MetricsField.tsx'

const presences = ['expected', 'possible'] as const
const ownerships = ['owned', 'partner', 'earned'] as const
const observabilities = ['observed', 'partial', 'unobservable'] as const

/** What the touchpoint is, and what it is on this map. Each field is saved when it is left. */
export function ContentTab({
  placement,
  touchpoint,
  step,
}: {
  placement: Placement
  touchpoint: Touchpoint
  step: Step | undefined
}) {
  const { t } = useTranslation('mapping')
  const { say, write } = useLabels()
  const { language } = useFigures()
  const { show } = useMapView()
  const { steps, moments, whole } = useMapPlace()
  const { may, edit, editLibrary } = useEditing()
  const set = (fields: Partial<Touchpoint>) =>
    void editLibrary({ op: 'set', kind: 'touchpoints', id: touchpoint.id, set: fields })
  const place = (fields: Partial<Placement>) => void edit({ op: 'setPlacement', placement: placement.id, set: fields })
  const words = (old: Touchpoint['name'] | null, text: string, keep: (next: string) => void) => {
    if (text.trim() !== say(old)) keep(text.trim())
  }
  const choices = <K extends string>(keys: readonly K[], word: (key: K) => string) =>
    keys.map(value => ({ value, label: word(value) }))
  const moment = moments.get(placement.id)
  const common = { size: 'sm', disabled: !may } as const
  return (
    <div className={styles.fields}>
      <Fresh of={say(touchpoint.name)}>
        <TextInput
          {...common}
          label={t('inspector.name')}
          defaultValue={say(touchpoint.name)}
          onBlur={event =>
            words(
              touchpoint.name,
              event.currentTarget.value,
              next => next && set({ name: write(touchpoint.name, next) }),
            )
          }
        />
      </Fresh>
      <Fresh of={say(touchpoint.description)}>
        <Textarea
          {...common}
          autosize
          minRows={2}
          label={t('inspector.description')}
          defaultValue={say(touchpoint.description)}
          onBlur={event =>
            words(touchpoint.description, event.currentTarget.value, next =>
              set({ description: next ? write(touchpoint.description, next) : null }),
            )
          }
        />
      </Fresh>
      <MultiSelect
        {...common}
        searchable
        label={t('inspector.channels')}
        value={placement.channels.length > 0 ? placement.channels : touchpoint.channels}
        data={[
          ...channelCodes.map(code => ({ value: code as string, label: channels[code][language] as string })),
          ...whole.library.channels.map(own => ({ value: own.id, label: say(own.name) })),
        ]}
        onChange={codes => place({ channels: codes })}
      />
      <div className={styles.pair}>
        <Select
          {...common}
          label={t('inspector.presence')}
          value={placement.presence}
          data={choices(presences, key => t(`inspector.presences.${key}`))}
          onChange={value => value && place({ presence: value as Placement['presence'] })}
        />
        <Select
          {...common}
          label={t('inspector.ownership')}
          value={touchpoint.ownership}
          data={choices(ownerships, key => t(`inspector.ownerships.${key}`))}
          onChange={value => value && set({ ownership: value as Touchpoint['ownership'] })}
        />
      </div>
      <Switch
        {...common}
        label={t('inspector.repeatable')}
        checked={placement.repeatable}
        onChange={event => place({ repeatable: event.currentTarget.checked })}
      />
      <Select
        {...common}
        label={t('inspector.observability')}
        value={touchpoint.observability}
        data={choices(observabilities, key => t(`inspector.observabilities.${key}`))}
        onChange={value => value && set({ observability: value as Touchpoint['observability'] })}
      />
      <Fresh of={placement.maxWait ?? ''}>
        <TextInput
          {...common}
          label={t('inspector.maxWait')}
          description={t('inspector.maxWaitHint')}
          defaultValue={placement.maxWait ?? ''}
          onBlur={event => {
            const text = event.currentTarget.value.trim().toUpperCase()
            if (text === (placement.maxWait ?? '')) return
            if (text === '') place({ maxWait: null })
            else if (secondsOfDuration(text) !== undefined) place({ maxWait: text })
            else event.currentTarget.value = placement.maxWait ?? ''
          }}
        />
      </Fresh>
      <AssetsField placement={placement} types={['tool']} label={t('inspector.tools')} />
      <AssetsField placement={placement} types={['process', 'procedure']} label={t('inspector.processes')} />
      <MetricsField placement={placement} />
      {may && (
        <>
          <Select
            size="sm"
            label={t('inspector.moveTo')}
            value={step?.id ?? null}
            data={steps.map(one => ({ value: one.id, label: say(one.title) }))}
            onChange={value =>
              value &&
              value !== step?.id &&
              void edit({ op: 'movePlacement', placement: placement.id, step: value, to: 1000 })
            }
          />
          <Button
            variant="default"
            size="sm"
            onClick={() =>
              void edit(
                moment
                  ? { op: 'removeMoment', placement: placement.id }
                  : {
                      op: 'addMoment',
                      moment: {
                        placement: placement.id,
                        origin: 'declared',
                        status: 'hypothesis',
                        reason: null,
                        evidence: [],
                      },
                    },
              )
            }
          >
            {moment ? t('inspector.unmarkMoment') : t('inspector.markMoment')}
          </Button>
          <Button
            variant="subtle"
            color="red"
            size="sm"
            onClick={async () => {
              await edit({ op: 'removePlacement', placement: placement.id })
              show({ touchpoint: undefined })
            }}
          >
            {t('inspector.remove')}
          </Button>
        </>
      )}
    </div>
  )
}
