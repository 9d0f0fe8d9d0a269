import { Autocomplete, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEventNames, useProperties } from '../inviting/data.ts'
import { type ResultsView, useResultsView } from './results-view.ts'

type Name = 'event' | 'property' | 'from' | 'to' | 'otherFrom' | 'otherTo'

/** What else says which groups are meant: a period, two of them, or what customers did. */
export function GroupFields() {
  const { view } = useResultsView()
  const days: readonly Name[] = view.by === 'period' ? ['from', 'to', 'otherFrom', 'otherTo'] : ['from', 'to']
  const texts: readonly Name[] = view.by === 'event' ? ['event'] : view.by === 'property' ? ['event', 'property'] : []
  return (
    <>
      {texts.map(name => (
        <Suggested key={name} name={name} view={view} />
      ))}
      {days.map(name => (
        <Day key={name} name={name} view={view} />
      ))}
    </>
  )
}

type FieldProps = { readonly name: Name; readonly view: ResultsView }

/** Names that events have; said when one is chosen, the field is left or Enter is pressed: no half word is asked. */
function Suggested({ name, view }: FieldProps) {
  const { t } = useTranslation('surveyResults')
  const { show } = useResultsView()
  const [value, setValue] = useState(view[name] ?? '')
  const events = useEventNames().data?.events.map(one => one.name) ?? []
  const { names } = useProperties(name === 'property' ? (view.event ?? '') : '')
  const tell = (said: string) => show({ [name]: said.trim() || undefined })
  return (
    <Autocomplete
      size="xs"
      label={t(`fields.${name}`)}
      value={value}
      limit={50}
      maxLength={200}
      data={name === 'event' ? events : names}
      onChange={setValue}
      onOptionSubmit={tell}
      onBlur={() => tell(value)}
      onKeyDown={event => {
        if (event.key === 'Enter') tell(value)
      }}
    />
  )
}

function Day({ name, view }: FieldProps) {
  const { t } = useTranslation('surveyResults')
  const { show } = useResultsView()
  const [value, setValue] = useState(view[name] ?? '')
  return (
    <TextInput
      size="xs"
      type="date"
      label={t(`fields.${name}`)}
      value={value}
      onChange={event => {
        setValue(event.currentTarget.value)
        show({ [name]: event.currentTarget.value.trim() || undefined })
      }}
    />
  )
}
