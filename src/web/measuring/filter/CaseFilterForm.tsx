import { Button, MultiSelect, NativeSelect, NumberInput, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  caseEndings,
  type Following,
  followings,
  readAttribute,
  readFollowers,
  readLasting,
  readNames,
  writeAttribute,
  writeFollowers,
  writeNames,
} from '../../../vocabulary/case-filter.ts'
import type { Activities } from '../explore/activities.ts'
import styles from '../filters.module.css'
import type { FilterView } from '../filters.ts'

const unitSeconds = { M: 60, H: 3600, D: 86_400 } as const
type Unit = keyof typeof unitSeconds

/** Chooses which journeys are looked at. Nothing changes until the button is pressed. */
export function CaseFilterForm(props: {
  activities: Pick<Activities, 'name' | 'options'>
  view: FilterView
  use: (change: { [K in keyof FilterView]?: FilterView[K] | undefined }) => void
}) {
  const { activities, view } = props
  const { t } = useTranslation('caseFilters')
  const [ending, setEnding] = useState<string>(view.ending ?? '')
  const [lists, setLists] = useState({
    first: names(view.first),
    last: names(view.last),
    through: names(view.through),
  })
  const followers = view.follower ? (readFollowers(view.follower) ?? []) : []
  const [[from, how, to], setFollower] = useState<readonly [string, Following, string]>(followers[0] ?? ['', '>', ''])
  const lasting = view.lasting ? readLasting(view.lasting) : undefined
  const [unit, setUnit] = useState<Unit>(unitOf(lasting?.least ?? lasting?.below))
  const [least, setLeast] = useState<number | string>(
    lasting?.least === undefined ? '' : lasting.least / unitSeconds[unit],
  )
  const [below, setBelow] = useState<number | string>(
    lasting?.below === undefined ? '' : lasting.below / unitSeconds[unit],
  )
  const attribute = view.attribute ? readAttribute(view.attribute) : undefined
  const [property, setProperty] = useState(attribute?.name ?? '')
  const [values, setValues] = useState(attribute?.values.join(', ') ?? '')
  const data = withOthers(activities, [...lists.first, ...lists.last, ...lists.through, from, to])
  const anywhere = { limit: 80, searchable: true, size: 'xs' as const, comboboxProps: { withinPortal: false } }
  return (
    <form
      className={styles.form}
      onSubmit={event => {
        event.preventDefault()
        const told = values
          .split(',')
          .map(one => one.trim())
          .filter(one => one !== '')
        props.use({
          ending: caseEndings.find(one => one === ending),
          first: written(lists.first),
          last: written(lists.last),
          through: written(lists.through),
          follower: from && to ? writeFollowers([[from, how, to], ...followers.slice(1)]) : undefined,
          lasting: lastingOf(least, below, unit),
          attribute: property && told.length > 0 ? writeAttribute({ name: property, values: told }) : undefined,
        })
      }}
    >
      <h2>{t('title')}</h2>
      <NativeSelect
        size="xs"
        label={t('endingLabel')}
        value={ending}
        data={[{ value: '', label: t('any') }, ...caseEndings.map(one => ({ value: one, label: t(`ending.${one}`) }))]}
        onChange={event => setEnding(event.currentTarget.value)}
      />
      {(['first', 'last', 'through'] as const).map(name => (
        <MultiSelect
          key={name}
          {...anywhere}
          label={t(name)}
          {...(lists[name].length === 0 ? { placeholder: t('anyActivity') } : {})}
          data={data}
          value={[...lists[name]]}
          onChange={chosen => setLists({ ...lists, [name]: chosen })}
        />
      ))}
      <fieldset>
        <legend>{t('follower')}</legend>
        <Select
          {...anywhere}
          clearable
          aria-label={t('followerFrom')}
          placeholder={t('anyActivity')}
          data={data}
          value={from || null}
          onChange={chosen => setFollower([chosen ?? '', how, to])}
        />
        <NativeSelect
          size="xs"
          aria-label={t('followerHow')}
          value={how}
          data={followings.map(one => ({ value: one, label: t(`hows.${one}`) }))}
          onChange={event => setFollower([from, followings.find(one => one === event.currentTarget.value) ?? '>', to])}
        />
        <Select
          {...anywhere}
          clearable
          aria-label={t('followerTo')}
          placeholder={t('anyActivity')}
          data={data}
          value={to || null}
          onChange={chosen => setFollower([from, how, chosen ?? ''])}
        />
      </fieldset>
      <fieldset className={styles.inLine}>
        <legend>{t('lasting')}</legend>
        <NumberInput
          size="xs"
          min={0}
          hideControls
          aria-label={t('least')}
          placeholder={t('least')}
          value={least}
          onChange={setLeast}
        />
        <NumberInput
          size="xs"
          min={0}
          hideControls
          aria-label={t('below')}
          placeholder={t('below')}
          value={below}
          onChange={setBelow}
        />
        <NativeSelect
          size="xs"
          aria-label={t('unit')}
          value={unit}
          data={(['M', 'H', 'D'] as const).map(one => ({ value: one, label: t(`units.${one}`) }))}
          onChange={event => setUnit(event.currentTarget.value as Unit)}
        />
      </fieldset>
      <fieldset className={styles.inLine}>
        <legend>{t('attribute')}</legend>
        <TextInput
          size="xs"
          aria-label={t('property')}
          placeholder="plan"
          value={property}
          onChange={event => setProperty(event.currentTarget.value)}
        />
        <TextInput
          size="xs"
          aria-label={`${t('value')} (${t('valueHint')})`}
          placeholder={t('value')}
          title={t('valueHint')}
          value={values}
          onChange={event => setValues(event.currentTarget.value)}
        />
      </fieldset>
      <Button type="submit" size="xs">
        {t('use')}
      </Button>
    </form>
  )
}

const names = (told: string | undefined): readonly string[] => (told === undefined ? [] : (readNames(told) ?? []))
const written = (list: readonly string[]) => (list.length > 0 ? writeNames(list) : undefined)

/** The largest unit in which a length is a whole number. */
function unitOf(seconds: number | undefined): Unit {
  if (seconds === undefined || seconds % unitSeconds.D === 0) return 'D'
  return seconds % unitSeconds.H === 0 ? 'H' : 'M'
}

function lastingOf(least: number | string, below: number | string, unit: Unit): string | undefined {
  const duration = (amount: number | string) => {
    const minutes = Math.round((Number(amount) * unitSeconds[unit]) / 60)
    return amount === '' || !Number.isFinite(minutes) ? '' : `PT${minutes}M`
  }
  const told = `${duration(least)}..${duration(below)}`
  return readLasting(told) ? told : undefined
}

/** What can be chosen, and what is chosen though nobody lived it in this period. */
function withOthers({ options, name }: Pick<Activities, 'name' | 'options'>, chosen: readonly string[]) {
  const known = new Set(options.map(one => one.value))
  const others = [...new Set(chosen)].filter(one => one !== '' && !known.has(one))
  return [...options, ...others.map(value => ({ value, label: name(value) }))]
}
