import { Button, Select } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Coverage } from '../../contract/map-bindings.ts'
import type { BindingRule } from '../../vocabulary/binding.ts'
import { newId } from '../../vocabulary/id.ts'
import { useFigures } from '../kit/figures.ts'
import { useLabels } from '../kit/label.ts'
import { SideDrawer } from '../kit/SideDrawer.tsx'
import { Trouble } from '../kit/Trouble.tsx'
import { Waiting } from '../kit/Waiting.tsx'
import { useMapView } from '../measuring/data.ts'
import { channelName } from './channel-name.ts'
import { useCoverage, useSaveBinding } from './data.ts'
import { useEditing } from './editing.ts'
import { blankTouchpoint, placeTouchpoint } from './edits.ts'
import styles from './inspector.module.css'
import { useMapPlace } from './map-place.ts'

const days = 90
type Unclaimed = Coverage['unclaimed'][number]

/** The events that nothing on the map explains, and a touchpoint made of one of them in two clicks. */
export function Tray({ close }: { close: () => void }) {
  const { t } = useTranslation('mapping')
  const figures = useFigures()
  const { whole } = useMapPlace()
  const { may } = useEditing()
  const coverage = useCoverage(whole.journey.id, days)
  const [making, setMaking] = useState<Unclaimed>()
  const told = coverage.data
  return (
    <SideDrawer title={t('tray.title')} close={close} width={520}>
      <p className={styles.note}>{t('tray.text')}</p>
      {coverage.error && <Trouble compact error={coverage.error} retry={() => void coverage.refetch()} />}
      {coverage.isPending && <Waiting />}
      {told && told.events > 0 && (
        <p>
          {t('tray.covered', {
            share: figures.share(told.claimed / told.events),
            events: figures.whole(told.events),
            days,
          })}{' '}
          {told.conflicts > 0 && t('tray.conflicts', { n: figures.whole(told.conflicts) })}
        </p>
      )}
      {told?.unclaimed.length === 0 && <p>{t('tray.none', { days })}</p>}
      <ul className={styles.list}>
        {told?.unclaimed.map(one => (
          <li key={`${one.kind}${one.type}${one.channel}`} className={styles.box}>
            <div className={styles.row}>
              <span>
                <b>{one.type || one.kind}</b>
                <br />
                <span className={styles.note}>
                  {channelName(one.channel, whole.library.channels, figures.language)} ·{' '}
                  {t('tray.share', { n: figures.whole(one.events), share: figures.share(one.share) })}
                </span>
              </span>
              {may && making !== one && (
                <Button variant="default" size="xs" onClick={() => setMaking(one)}>
                  {t('tray.make')}
                </Button>
              )}
            </div>
            {making === one && <Making event={one} onDone={() => setMaking(undefined)} />}
          </li>
        ))}
      </ul>
      {told && told.unclaimedMore > 0 && <p className={styles.note}>{t('tray.more', { count: told.unclaimedMore })}</p>}
    </SideDrawer>
  )
}

/** Asks for the step, then makes the touchpoint, its place and its rule at once. */
function Making({ event, onDone }: { event: Unclaimed; onDone: () => void }) {
  const { t } = useTranslation('mapping')
  const { say, write } = useLabels()
  const { steps } = useMapPlace()
  const { change } = useEditing()
  const { show } = useMapView()
  const saving = useSaveBinding()
  async function make(stepId: string | null) {
    const step = steps.find(one => one.id === stepId)
    if (!step) return
    const name = event.type || event.kind
    const touchpoint = blankTouchpoint(write(null, name), [event.channel])
    const placed = placeTouchpoint(step.id, touchpoint)
    await change(placed.change)
    const rule: BindingRule = {
      id: newId('bnd'),
      touchpoint: touchpoint.id,
      priority: 100,
      when: {
        all: [
          event.type ? { field: 'type', op: 'eq', value: event.type } : { field: 'kind', op: 'eq', value: event.kind },
          { field: 'channel', op: 'eq', value: event.channel },
        ],
      },
      merge: null,
      visit: null,
      validFrom: null,
      validUntil: null,
    }
    await saving.mutateAsync({ rule, before: null })
    notifications.show({ message: t('tray.made', { name, step: say(step.title) }) })
    show({ touchpoint: placed.placement.id, step: undefined })
    onDone()
  }
  return (
    <Select
      size="sm"
      autoFocus
      label={t('tray.step')}
      data={steps.map(one => ({ value: one.id, label: say(one.title) }))}
      value={null}
      onChange={make}
    />
  )
}
