import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
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
        <Field key={name} name={name} view={view} />
      ))}
      {days.map(name => (
        <Field key={name} name={name} view={view} isDay />
      ))}
    </>
  )
}

/** Said when the field is left or Enter is pressed, so that no half word is asked. */
function Field({ name, view, isDay }: { name: Name; view: ResultsView; isDay?: boolean }) {
  const { t } = useTranslation('surveyResults')
  const { show } = useResultsView()
  const [value, setValue] = useState(view[name] ?? '')
  const tell = (said: string) => show({ [name]: said.trim() || undefined })
  return (
    <TextInput
      size="xs"
      type={isDay ? 'date' : 'text'}
      label={t(`fields.${name}`)}
      value={value}
      onChange={event => {
        setValue(event.currentTarget.value)
        if (isDay) tell(event.currentTarget.value)
      }}
      onBlur={() => tell(value)}
      onKeyDown={event => {
        if (event.key === 'Enter') tell(value)
      }}
    />
  )
}
