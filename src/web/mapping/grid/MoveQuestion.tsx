import { Button, Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { stepsOf } from '../../../vocabulary/map/journey-map.ts'
import { Dialog } from '../../kit/Dialog.tsx'
import { useLabels } from '../../kit/label.ts'
import { useEditing } from '../editing.ts'
import { useMapPlace } from '../map-place.ts'
import type { Movable } from './ask.ts'
import styles from './bars.module.css'
import { useGridStore } from './grid-state.ts'
import { type Destination, movesTo, next, stepHolding } from './moves.ts'
import { inBatches } from './paste-plan.ts'

const last = '~last'

/** "Move to…": what dragging does, for those who do not drag. */
export function MoveQuestion({ what, close }: { what: Movable; close: () => void }) {
  const { t } = useTranslation('grid')
  const m = useTranslation('mapping').t
  const { say } = useLabels()
  const { map, touchpoints } = useMapPlace()
  const { edit } = useEditing()
  const store = useGridStore()
  const own = what.kind === 'step' ? map.phases.find(one => one.steps.some(step => step.id === what.id)) : undefined
  const [group, setGroup] = useState(
    what.kind === 'placements' ? (stepHolding(map, what.ids[0] ?? '')?.id ?? '') : (own?.id ?? ''),
  )
  const list = siblings()
  const moved = what.kind === 'placements' ? what.ids : [what.id]
  const [before, setBefore] = useState(what.kind === 'placements' ? last : (next(list, moved[0]!) ?? last))

  function siblings(): readonly { readonly id: string; readonly name: string }[] {
    switch (what.kind) {
      case 'placements':
        return (stepsOf(map).find(step => step.id === group)?.placements ?? []).map(one => ({
          id: one.id,
          name: say(touchpoints.get(one.touchpoint)?.name),
        }))
      case 'step':
        return (map.phases.find(one => one.id === group)?.steps ?? []).map(one => ({
          id: one.id,
          name: say(one.title),
        }))
      case 'phase':
        return map.phases.map(one => ({ id: one.id, name: say(one.name) }))
      case 'lane':
        return map.lanes.map(one => ({ id: one.id, name: say(one.name) || m(`lanes.${one.type}`) }))
      default:
        return what satisfies never
    }
  }

  function destination(): Destination {
    const place = before === last ? undefined : before
    if (what.kind === 'placements') return { kind: 'step', step: group, before: place }
    if (what.kind === 'step') return { kind: 'phase', phase: group, before: place }
    return { kind: 'order', before: place }
  }

  function move(): void {
    const moves = movesTo(map, what, destination())
    close()
    if (moves === undefined) store.say(t('done.staysInPhase'))
    else if (moves.length > 0) {
      void edit(...inBatches(moves))
      store.set({ chosen: new Set() })
      store.say(t('done.moved'))
    }
  }

  const groups =
    what.kind === 'placements'
      ? stepsOf(map).map(step => ({ value: step.id, label: say(step.title) || step.id }))
      : what.kind === 'step'
        ? map.phases.map(phase => ({ value: phase.id, label: say(phase.name) || phase.id }))
        : undefined
  return (
    <Dialog title={t('menu.moveTo')} close={close}>
      <div className={styles.question}>
        {groups && (
          <Select
            searchable
            data-autofocus
            label={t(what.kind === 'placements' ? 'move.step' : 'move.phase')}
            data={groups}
            value={group}
            onChange={value => {
              if (!value) return
              setGroup(value)
              setBefore(last)
            }}
          />
        )}
        <Select
          label={t('move.place')}
          data={[
            ...list
              .filter(one => !moved.includes(one.id))
              .map(one => ({ value: one.id, label: t('move.before', { name: one.name || one.id }) })),
            { value: last, label: t('move.last') },
          ]}
          value={before}
          onChange={value => value && setBefore(value)}
        />
        <div className={styles.buttons}>
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button onClick={move}>{t('move.do')}</Button>
        </div>
      </div>
    </Dialog>
  )
}
