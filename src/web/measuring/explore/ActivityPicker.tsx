import { Select } from '@mantine/core'
import { useState } from 'react'
import type { Activities } from './activities.ts'
import styles from './explore.module.css'

/** Chooses one activity by typing a part of its name. `anything` is what no choice means. */
export function ActivityPicker(props: {
  label: string
  anything: string
  value: string | undefined
  activities: Activities
  hiddenLabel?: boolean
  wide?: boolean
  choose: (activity: string | undefined) => void
}) {
  const { value, activities, anything, hiddenLabel, wide } = props
  // Chosen again and again, as the steps of a funnel are, nothing stays chosen; nor may what was typed stay.
  const [typed, setTyped] = useState('')
  const known = activities.options.some(one => one.value === value)
  return (
    <Select
      size="xs"
      className={hiddenLabel && !wide ? styles.slim : styles.wide}
      {...(hiddenLabel ? { 'aria-label': props.label } : { label: props.label })}
      placeholder={anything}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      clearable={value !== undefined}
      limit={80}
      maxDropdownHeight={320}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      data={[
        ...(value === undefined || known ? [] : [{ value, label: activities.name(value) }]),
        ...activities.options,
      ]}
      value={value ?? null}
      onChange={chosen => {
        if (value === undefined) setTyped('')
        props.choose(chosen ?? undefined)
      }}
    />
  )
}
