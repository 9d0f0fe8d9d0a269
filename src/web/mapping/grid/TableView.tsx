import { Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Phase, Step } from '../../../vocabulary/map/journey-map.ts'
import type { Placement } from '../../../vocabulary/touchpoint.ts'
import { shadeOf } from '../../charts/feeling.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { useMapView } from '../../measuring/data.ts'
import { channelName } from '../channel-name.ts'
import { useLibrary } from '../data.ts'
import { useEditing } from '../editing.ts'
import { useMapPlace } from '../map-place.ts'
import { EvidenceMark } from './EvidenceMark.tsx'
import styles from './views.module.css'

type Row = {
  readonly placement: Placement
  readonly phase: Phase
  readonly step: Step
  readonly order: number
  readonly name: string
  readonly channels: string
  readonly owner: string
  readonly reach: number | null
  readonly feeling: number | null
}

type SortKey = 'step' | 'touchpoint' | 'channels' | 'presence' | 'owner' | 'moment' | 'reach' | 'feeling' | 'evidence'
const columns: readonly SortKey[] = [
  'step',
  'touchpoint',
  'channels',
  'presence',
  'owner',
  'moment',
  'reach',
  'feeling',
  'evidence',
]

/** The map as a table: one row for each touchpoint placed, sortable, changed by the same edits. */
export function TableView() {
  const { t } = useTranslation('grid')
  const m = useTranslation('mapping').t
  const figures = useFigures()
  const { say } = useLabels()
  const { view, show } = useMapView()
  const { map, steps, touchpoints, departments, moments, measures, measured, whole } = useMapPlace()
  const { may, edit } = useEditing()
  const library = useLibrary(may)
  const [sort, setSort] = useState<{ by: SortKey; down: boolean }>({ by: 'step', down: false })

  const rows = map.phases.flatMap(phase =>
    phase.steps.flatMap(step =>
      step.placements.map((placement): Omit<Row, 'order'> => {
        const touchpoint = touchpoints.get(placement.touchpoint)
        const codes = placement.channels.length > 0 ? placement.channels : (touchpoint?.channels ?? [])
        const accountable = placement.raci.find(one => one.role === 'accountable')
        const measure = measured.get(placement.touchpoint)
        const unseen = touchpoint?.observability === 'unobservable' || measures?.unbound.includes(placement.touchpoint)
        return {
          placement,
          phase,
          step,
          name: say(touchpoint?.name),
          channels: codes.map(code => channelName(code, whole.library.channels, figures.language)).join(', '),
          owner: accountable ? say(departments.get(accountable.department)?.name) : '',
          reach: unseen ? null : (measure?.reach ?? null),
          feeling: unseen
            ? null
            : (measure?.satisfaction.find(one => one.reading !== 'hidden' && one.mean !== null)?.mean ?? null),
        }
      }),
    ),
  )
  const sorted = rows
    .map((row, order) => ({ ...row, order }))
    .sort((a, b) => compare(a, b, sort.by) * (sort.down ? -1 : 1))

  function compare(a: Row, b: Row, by: SortKey): number {
    const words = (one: string, other: string) =>
      one === '' || other === '' ? Number(one === '') - Number(other === '') : one.localeCompare(other, figures.locale)
    const numbers = (one: number | null, other: number | null) => (one ?? -9) - (other ?? -9)
    switch (by) {
      case 'touchpoint':
        return words(a.name, b.name) || a.order - b.order
      case 'channels':
        return words(a.channels, b.channels) || a.order - b.order
      case 'presence':
        return words(a.placement.presence, b.placement.presence) || a.order - b.order
      case 'owner':
        return words(a.owner, b.owner) || a.order - b.order
      case 'moment':
        return Number(moments.has(b.placement.id)) - Number(moments.has(a.placement.id)) || a.order - b.order
      case 'reach':
        return numbers(a.reach, b.reach) || a.order - b.order
      case 'feeling':
        return numbers(a.feeling, b.feeling) || a.order - b.order
      case 'evidence':
        return b.placement.evidence.length - a.placement.evidence.length || a.order - b.order
      default:
        return a.order - b.order
    }
  }

  const set = (placement: Placement, fields: Partial<Placement>) =>
    void edit({ op: 'setPlacement', placement: placement.id, set: fields })

  if (rows.length === 0) return <p className={styles.none}>{t('table.none')}</p>
  return (
    <Scroll className={styles.scroll} label={t('table.label')}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map(column => (
              <th
                key={column}
                scope="col"
                data-figure={column === 'reach' || column === 'feeling' ? '' : undefined}
                aria-sort={sort.by === column ? (sort.down ? 'descending' : 'ascending') : undefined}
              >
                <button
                  type="button"
                  title={t('table.sort', { name: t(`table.${column}`) })}
                  onClick={() => setSort({ by: column, down: sort.by === column && !sort.down })}
                >
                  {t(`table.${column}`)}
                  <span aria-hidden>{sort.by === column ? (sort.down ? ' ↓' : ' ↑') : ''}</span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map(({ placement, phase, step, name, channels, owner, reach, feeling }) => (
            <tr key={placement.id} data-chosen={view.touchpoint === placement.id ? '' : undefined}>
              <td>
                <small>{say(phase.name)}</small>
                {may ? (
                  <Select
                    size="xs"
                    variant="unstyled"
                    searchable
                    className={styles.field ?? ''}
                    aria-label={`${t('table.step')}, ${name}`}
                    value={step.id}
                    data={steps.map(one => ({ value: one.id, label: say(one.title) || one.id }))}
                    onChange={value =>
                      value &&
                      value !== step.id &&
                      void edit({ op: 'movePlacement', placement: placement.id, step: value, to: 1000 })
                    }
                  />
                ) : (
                  say(step.title)
                )}
              </td>
              <th scope="row">
                <button
                  type="button"
                  className={styles.name}
                  data-placement={placement.id}
                  onClick={() => show({ touchpoint: placement.id, step: undefined, lane: undefined, phase: undefined })}
                >
                  {name}
                </button>
              </th>
              <td>{channels}</td>
              <td>
                {may ? (
                  <Select
                    size="xs"
                    variant="unstyled"
                    className={styles.short ?? ''}
                    aria-label={`${t('table.presence')}, ${name}`}
                    value={placement.presence}
                    data={[
                      { value: 'expected', label: m('inspector.presences.expected') },
                      { value: 'possible', label: m('inspector.presences.possible') },
                    ]}
                    onChange={value => value && set(placement, { presence: value as Placement['presence'] })}
                  />
                ) : (
                  m(`inspector.presences.${placement.presence}`)
                )}
              </td>
              <td>
                {may ? (
                  <Select
                    size="xs"
                    variant="unstyled"
                    searchable
                    className={styles.field ?? ''}
                    aria-label={`${t('table.owner')}, ${name}`}
                    placeholder="—"
                    value={placement.raci.find(one => one.role === 'accountable')?.department ?? null}
                    data={(library.data?.library.departments ?? [...departments.values()]).map(one => ({
                      value: one.id,
                      label: say(one.name) || one.id,
                    }))}
                    onChange={department =>
                      department &&
                      set(placement, {
                        raci: [
                          { role: 'accountable', department, person: null },
                          ...placement.raci.filter(one => one.role !== 'accountable'),
                        ],
                      })
                    }
                  />
                ) : (
                  owner || '—'
                )}
              </td>
              <td>
                {moments.has(placement.id) && (
                  <span className={styles.moment}>
                    ◆ {m(`inspector.momentStatus.${moments.get(placement.id)!.status}`)}
                  </span>
                )}
              </td>
              <td data-figure>{reach === null ? '—' : figures.share(reach)}</td>
              <td data-figure>
                {feeling === null ? '—' : <b data-feeling={shadeOf(feeling)}>{figures.feeling(feeling)}</b>}
              </td>
              <td>
                <EvidenceMark
                  ids={placement.evidence}
                  onOpen={() => show({ touchpoint: placement.id, step: undefined, tab: 'evidence' })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
