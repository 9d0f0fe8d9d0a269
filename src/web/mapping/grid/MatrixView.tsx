import { SegmentedControl, Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { channelCodes } from '../../../vocabulary/channel.ts'
import { responsibilityRoles } from '../../../vocabulary/map/department.ts'
import { placementsOf } from '../../../vocabulary/map/journey-map.ts'
import type { Placement } from '../../../vocabulary/touchpoint.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import { useMapView } from '../../measuring/data.ts'
import { channelName } from '../channel-name.ts'
import { useLibrary } from '../data.ts'
import { useEditing } from '../editing.ts'
import { useMapPlace } from '../map-place.ts'
import styles from './views.module.css'

type ColumnHead = { readonly id: string; readonly name: string }

/** The touchpoints of the map against channels, or against departments with what each is to them; a press changes it. */
export function MatrixView() {
  const { t } = useTranslation('grid')
  const m = useTranslation('mapping').t
  const { language } = useFigures()
  const { say } = useLabels()
  const { view, show } = useMapView()
  const { map, touchpoints, departments, whole } = useMapPlace()
  const { may, edit } = useEditing()
  const library = useLibrary(may)
  const [added, setAdded] = useState<readonly string[]>([])
  const byDepartment = view.by === 'departments'
  const placements = placementsOf(map)
  const channelsOf = (placement: Placement) =>
    placement.channels.length > 0 ? placement.channels : (touchpoints.get(placement.touchpoint)?.channels ?? [])

  const used = new Set(
    placements.flatMap(one => (byDepartment ? one.raci.map(each => each.department) : channelsOf(one))),
  )
  const all: readonly ColumnHead[] = byDepartment
    ? (library.data?.library.departments ?? [...departments.values()]).map(one => ({ id: one.id, name: say(one.name) }))
    : [
        ...channelCodes.map(code => ({ id: code as string, name: channelName(code, [], language) })),
        ...whole.library.channels.map(own => ({ id: own.id, name: say(own.name) })),
      ]
  const heads = all.filter(one => used.has(one.id) || added.includes(one.id))
  const others = all.filter(one => !heads.includes(one))
  const set = (placement: Placement, fields: Partial<Placement>) =>
    void edit({ op: 'setPlacement', placement: placement.id, set: fields })

  function toggleChannel(placement: Placement, code: string): void {
    const now = channelsOf(placement)
    const next = now.includes(code) ? now.filter(one => one !== code) : [...now, code]
    set(placement, { channels: next })
  }

  /** Nobody, accountable, responsible, consulted, informed, nobody. */
  function nextRole(placement: Placement, department: string): void {
    const now = placement.raci.find(one => one.department === department)
    const at = now ? responsibilityRoles.indexOf(now.role) : -1
    const role = responsibilityRoles[at + 1]
    const rest = placement.raci.filter(one => one.department !== department)
    set(placement, { raci: role ? [...rest, { role, department, person: now?.person ?? null }] : rest })
  }

  return (
    <section className={styles.matrix}>
      <div className={styles.bar}>
        <SegmentedControl
          size="xs"
          aria-label={t('matrix.by')}
          value={byDepartment ? 'departments' : 'channels'}
          onChange={value => show({ by: value === 'departments' ? 'departments' : undefined })}
          data={(['channels', 'departments'] as const).map(value => ({ value, label: t(`matrix.${value}`) }))}
        />
        {may && others.length > 0 && (
          <Select
            size="xs"
            w={180}
            searchable
            aria-label={t('matrix.more')}
            placeholder={t('matrix.more')}
            value={null}
            data={others.map(one => ({ value: one.id, label: one.name || one.id }))}
            onChange={id => id && setAdded([...added, id])}
          />
        )}
        {byDepartment && <p>{t('matrix.legend')}</p>}
      </div>
      <Scroll
        className={styles.scroll}
        label={t('matrix.label', { what: t(byDepartment ? 'matrix.departments' : 'matrix.channels') })}
      >
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('table.touchpoint')}</th>
              {heads.map(head => (
                <th key={head.id} scope="col" className={styles.head}>
                  {head.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {map.phases.map(phase =>
              phase.steps.flatMap(step =>
                step.placements.map(placement => {
                  const name = say(touchpoints.get(placement.touchpoint)?.name)
                  return (
                    <tr key={placement.id} data-chosen={view.touchpoint === placement.id ? '' : undefined}>
                      <th scope="row">
                        <small>
                          {say(phase.name)} · {say(step.title)}
                        </small>
                        <button
                          type="button"
                          className={styles.name}
                          onClick={() =>
                            show({ touchpoint: placement.id, step: undefined, lane: undefined, phase: undefined })
                          }
                        >
                          {name}
                        </button>
                      </th>
                      {heads.map(head => {
                        const role = placement.raci.find(one => one.department === head.id)?.role
                        const on = channelsOf(placement).includes(head.id)
                        const label = byDepartment
                          ? t('matrix.role', {
                              touchpoint: name,
                              department: head.name,
                              role: role ? m(`inspector.raci.${role}`) : t('matrix.nobody'),
                            })
                          : t(on ? 'matrix.on' : 'matrix.off', { touchpoint: name, channel: head.name })
                        return (
                          <td key={head.id} className={styles.cross}>
                            <button
                              type="button"
                              className={styles.press}
                              disabled={!may}
                              aria-label={label}
                              title={label}
                              data-on={(byDepartment ? role : on) ? '' : undefined}
                              data-role={role}
                              onClick={() =>
                                byDepartment ? nextRole(placement, head.id) : toggleChannel(placement, head.id)
                              }
                            >
                              {byDepartment ? (role ? t(`matrix.letters.${role}`) : '') : on ? '●' : ''}
                            </button>
                          </td>
                        )
                      })}
                    </tr>
                  )
                }),
              ),
            )}
          </tbody>
        </table>
      </Scroll>
    </section>
  )
}
