import { Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Step } from '../../../vocabulary/map/journey-map.ts'
import { useLabels } from '../../kit/label.ts'
import { useMapView } from '../../measuring/data.ts'
import { useLibrary } from '../data.ts'
import { useEditing } from '../editing.ts'
import { blankTouchpoint, placeTouchpoint } from '../edits.ts'

const fresh = '+'

/** Chooses a touchpoint of the library for a step, or makes one of the name that was typed. */
export function TouchpointPicker({ step, onDone }: { step: Step; onDone: () => void }) {
  const { t } = useTranslation('mapping')
  const { say, write } = useLabels()
  const { change } = useEditing()
  const { show } = useMapView()
  const library = useLibrary()
  const [typed, setTyped] = useState('')
  const known = (library.data?.library.touchpoints ?? []).map(one => ({ value: one.id, label: say(one.name) }))
  const name = typed.trim()
  const options =
    name === '' || known.some(one => one.label.toLowerCase() === name.toLowerCase())
      ? known
      : [...known, { value: fresh, label: t('pick.create', { name }) }]
  async function place(chosen: string | null) {
    if (!chosen) return
    onDone()
    const placed = placeTouchpoint(step.id, chosen === fresh ? blankTouchpoint(write(null, name), []) : chosen)
    await change(placed.change)
    show({ touchpoint: placed.placement.id, step: undefined, tab: 'content' })
  }
  return (
    <Select
      autoFocus
      size="xs"
      searchable
      data={options}
      filter={({ options: all, search }) =>
        all.filter(
          one =>
            'value' in one && (one.value === fresh || one.label.toLowerCase().includes(search.trim().toLowerCase())),
        )
      }
      limit={40}
      defaultDropdownOpened
      aria-label={t('pick.touchpoint')}
      placeholder={t('pick.placeholder')}
      searchValue={typed}
      onSearchChange={setTyped}
      comboboxProps={{ width: 260, position: 'bottom-start' }}
      onChange={place}
      onBlur={onDone}
      onKeyDown={event => {
        if (event.key === 'Escape') onDone()
        event.stopPropagation()
      }}
    />
  )
}
