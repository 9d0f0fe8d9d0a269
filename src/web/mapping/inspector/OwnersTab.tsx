import { ActionIcon, Select } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '../../../vocabulary/id.ts'
import { type Department, responsibilityRoles } from '../../../vocabulary/map/department.ts'
import type { Placement } from '../../../vocabulary/touchpoint.ts'
import { useLabels } from '../../kit/label.ts'
import { useLibrary } from '../data.ts'
import { useEditing } from '../editing.ts'
import styles from '../inspector.module.css'
import { useMapPlace } from '../map-place.ts'

const fresh = '+'

/** Who answers for the touchpoint here, does it, is asked, is told. */
export function OwnersTab({ placement }: { placement: Placement }) {
  const { t } = useTranslation('mapping')
  const { say, write } = useLabels()
  const { departments } = useMapPlace()
  const { may, edit, change } = useEditing()
  const library = useLibrary(may)
  const [typed, setTyped] = useState('')
  const [role, setRole] = useState<(typeof responsibilityRoles)[number]>('accountable')
  const accountable = placement.raci.filter(one => one.role === 'accountable').length
  const setRaci = (raci: Placement['raci']) => edit({ op: 'setPlacement', placement: placement.id, set: { raci } })
  const known = (library.data?.library.departments ?? []).map(one => ({ value: one.id, label: say(one.name) }))
  const name = typed.trim()
  const options =
    name === '' || known.some(one => one.label === name)
      ? known
      : [...known, { value: fresh, label: t('pick.create', { name }) }]

  function add(chosen: string | null) {
    if (!chosen) return
    const made: Department = { id: newId('dep'), name: write(null, name), parent: null }
    const department = chosen === fresh ? made.id : chosen
    const raci = [...placement.raci, { role, department, person: null }]
    setTyped('')
    void change([
      ...(chosen === fresh ? [{ library: [{ op: 'add' as const, kind: 'departments' as const, object: made }] }] : []),
      { map: [{ op: 'setPlacement', placement: placement.id, set: { raci } }] },
    ])
  }

  return (
    <div className={styles.fields}>
      {placement.raci.length === 0 && <p className={styles.note}>{t('inspector.noOwner')}</p>}
      <ul className={styles.list}>
        {placement.raci.map((one, index) => {
          const who = say(departments.get(one.department)?.name) || one.department
          return (
            <li key={`${one.role}${one.department}`} className={styles.row}>
              <span>
                <b>{who}</b>
                {one.person && ` · ${one.person}`}
                <br />
                <span className={styles.note}>{t(`inspector.raci.${one.role}`)}</span>
              </span>
              {may && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('inspector.removeOwner', { name: who })}
                  onClick={() => void setRaci(placement.raci.filter((_, at) => at !== index))}
                >
                  <IconX size={15} aria-hidden />
                </ActionIcon>
              )}
            </li>
          )
        })}
      </ul>
      {placement.presence === 'expected' && accountable !== 1 && (
        <p className={styles.note}>{t('inspector.needsAccountable')}</p>
      )}
      {may && (
        <div className={styles.box}>
          <h3>{t('inspector.addOwner')}</h3>
          <Select
            size="sm"
            label={t('inspector.role')}
            value={role}
            data={responsibilityRoles.map(value => ({ value, label: t(`inspector.raci.${value}`) }))}
            onChange={value => value && setRole(value as typeof role)}
          />
          <Select
            size="sm"
            label={t('inspector.department')}
            searchable
            value={null}
            data={options}
            searchValue={typed}
            onSearchChange={setTyped}
            onChange={add}
          />
        </div>
      )}
    </div>
  )
}
