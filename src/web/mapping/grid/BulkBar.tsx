import { ActionIcon, Button, Select } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { placementsOf } from '../../../vocabulary/map/journey-map.ts'
import type { SingleEdit } from '../../../vocabulary/map/map-edit.ts'
import type { Placement } from '../../../vocabulary/touchpoint.ts'
import { useLabels } from '../../kit/label.ts'
import { useLibrary } from '../data.ts'
import { useEditing } from '../editing.ts'
import { useMapPlace } from '../map-place.ts'
import { useAsk } from './ask.ts'
import styles from './bars.module.css'
import { useGridActs } from './grid-acts.ts'
import { useGrid, useGridStore } from './grid-state.ts'
import { inBatches } from './paste-plan.ts'

/** What can be done with several touchpoints at once: chosen one by one, or lying in the selected range. */
export function BulkBar() {
  const { may } = useEditing()
  const { map } = useMapPlace()
  const { range } = useGridActs()
  const chosen = useGrid(state => state.chosen)
  const selected = useGrid(state => state.range)
  if (!may) return null
  const placements =
    chosen.size > 0 ? placementsOf(map).filter(one => chosen.has(one.id)) : selected ? range.placementsIn() : []
  return placements.length > 1 ? <Bar placements={placements} /> : null
}

function Bar({ placements }: { placements: readonly Placement[] }) {
  const { t } = useTranslation('grid')
  const m = useTranslation('mapping').t
  const { say } = useLabels()
  const { edit } = useEditing()
  const { range } = useGridActs()
  const departments = useLibrary().data?.library.departments ?? []
  const store = useGridStore()
  const ask = useAsk()
  const all = (edits: readonly SingleEdit[]) => {
    void edit(...inBatches(edits))
    store.say(t('done.changed', { count: edits.length }))
  }
  const owned = (placement: Placement, department: string): SingleEdit => ({
    op: 'setPlacement',
    placement: placement.id,
    set: {
      raci: [
        { role: 'accountable', department, person: null },
        ...placement.raci.filter(one => one.role !== 'accountable'),
      ],
    },
  })
  return (
    <section className={styles.bulk} aria-label={t('bulk.label')}>
      <b>{t('touchpoints', { count: placements.length })}</b>
      <Button
        size="xs"
        variant="default"
        onClick={() => ask.open({ kind: 'move', what: { kind: 'placements', ids: placements.map(one => one.id) } })}
      >
        {t('menu.moveTo')}
      </Button>
      <Select
        size="xs"
        w={130}
        aria-label={m('inspector.presence')}
        placeholder={m('inspector.presence')}
        value={null}
        data={[
          { value: 'expected', label: m('inspector.presences.expected') },
          { value: 'possible', label: m('inspector.presences.possible') },
        ]}
        onChange={value =>
          value &&
          all(
            placements.map(one => ({
              op: 'setPlacement',
              placement: one.id,
              set: { presence: value as Placement['presence'] },
            })),
          )
        }
      />
      <Select
        size="xs"
        w={170}
        searchable
        aria-label={m('inspector.raci.accountable')}
        placeholder={m('inspector.raci.accountable')}
        value={null}
        data={departments.map(one => ({ value: one.id, label: say(one.name) }))}
        onChange={value => value && all(placements.map(one => owned(one, value)))}
      />
      <Button size="xs" variant="subtle" color="red" onClick={() => range.remove(placements)}>
        {m('inspector.remove')}
      </Button>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('bulk.close')}
        onClick={() => {
          store.set({ chosen: new Set(), anchor: undefined })
          store.leave()
        }}
      >
        <IconX size={15} aria-hidden />
      </ActionIcon>
    </section>
  )
}
