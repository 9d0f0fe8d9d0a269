import { NativeSelect } from '@mantine/core'
import { useId } from 'react'
import styles from './frame.module.css'
import type { ChoiceGroup } from './QuestionPage.tsx'

/** Many questions, in plain words, grouped by what somebody wants to know; on a phone one field that opens them. */
export function QuestionList<Value extends string>(props: {
  about: string
  groups: readonly ChoiceGroup<Value>[]
  asked: Value
  choose: (value: Value) => void
}) {
  const { about, groups, asked, choose } = props
  const id = useId()
  return (
    <nav className={styles.questions} aria-label={about}>
      <NativeSelect
        className={styles.field}
        aria-label={about}
        value={asked}
        data={groups.map(group => ({
          group: group.label,
          items: group.choices.map(({ value, label }) => ({ value, label })),
        }))}
        onChange={event => {
          const { value } = event.currentTarget
          const chosen = groups.flatMap(group => group.choices).find(one => one.value === value)
          if (chosen) choose(chosen.value)
        }}
      />
      <div className={styles.groups}>
        {groups.map((group, place) => (
          <div key={group.label}>
            <h2 id={`${id}-${place}`}>{group.label}</h2>
            <ul aria-labelledby={`${id}-${place}`}>
              {group.choices.map(one => (
                <li key={one.value}>
                  <button
                    type="button"
                    aria-current={one.value === asked ? 'page' : undefined}
                    onClick={() => choose(one.value)}
                  >
                    {one.label} {one.detail && <small>{one.detail}</small>}
                  </button>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </nav>
  )
}
