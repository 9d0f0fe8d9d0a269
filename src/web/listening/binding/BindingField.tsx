import { NativeSelect, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TouchpointUse } from '../../../contract/touchpoint-uses.ts'
import type { SurveyBinding } from '../../../vocabulary/survey/survey-binding.ts'
import { useLabels } from '../../kit/label.ts'
import { useTouchpoints } from '../../mapping/atlas/data.ts'
import styles from '../listening.module.css'

/** What a survey asks about: a touchpoint found by its name in either language, and where on the maps. */
export function BindingField(props: { value: SurveyBinding; onChange: (binding: SurveyBinding) => void }) {
  const { value, onChange } = props
  const { t } = useTranslation('surveyBinding')
  const { say } = useLabels()
  const uses = useTouchpoints().data?.touchpoints ?? []
  const able = uses.filter(use => !use.archived || use.touchpoint.id === value.touchpoint)
  const byId = new Map(able.map(use => [use.touchpoint.id, use]))
  const mapsOf = (use: TouchpointUse | undefined) => new Set(use?.placements.map(({ map }) => map)).size
  const names = ({ fr = '', en = '' }: { fr?: string; en?: string }) => plain(`${fr} ${en}`)
  const chosen = value.touchpoint === null ? undefined : byId.get(value.touchpoint)
  const places = chosen ? chosen.placements : value.touchpoint === null ? able.flatMap(use => use.placements) : []
  const maps = new Map(places.map(place => [place.map, place.mapName]))
  const steps = new Map(places.map(place => [`${place.map} ${place.stepId}`, place]))
  const whole = value.touchpoint === null
  const at = value.map === null ? '' : value.step === null ? value.map : `${value.map} ${value.step}`
  const known = at === '' || maps.has(at) || steps.has(at)
  return (
    <div className={styles.both}>
      <Select
        label={t('touchpoint')}
        placeholder={t('whole')}
        nothingFoundMessage={t('nothing')}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('whole') }}
        value={value.touchpoint}
        data={able.map(use => ({ value: use.touchpoint.id, label: say(use.touchpoint.name) }))}
        filter={({ options, search }) => {
          const wanted = plain(search).split(' ').filter(Boolean)
          return options.filter(option => {
            const use = 'value' in option ? byId.get(option.value) : undefined
            return use && wanted.every(part => names(use.touchpoint.name).includes(part))
          })
        }}
        renderOption={({ option }) => {
          const count = mapsOf(byId.get(option.value))
          return (
            <span>
              {option.label}
              <br />
              <span className={styles.small}>{count > 0 ? t('onMaps', { count }) : t('nowhere')}</span>
            </span>
          )
        }}
        maxDropdownHeight={280}
        limit={60}
        onChange={touchpoint => onChange({ touchpoint, map: null, step: null })}
      />
      {(places.length > 0 || at !== '') && (
        <NativeSelect
          label={t('place')}
          value={at}
          data={[
            { value: '', label: t(whole ? 'noMap' : 'anywhere') },
            ...[...maps].map(([id, name]) => ({ value: id, label: t('wholeMap', { map: say(name) }) })),
            ...[...steps].map(([id, { mapName, step }]) => ({
              value: id,
              label: t('at', { map: say(mapName), step: say(step) }),
            })),
            ...(known ? [] : [{ value: at, label: t('states.gone'), disabled: true }]),
          ]}
          onChange={event => {
            const [map = '', step = null] = event.currentTarget.value.split(' ')
            onChange({ touchpoint: value.touchpoint, map: map === '' ? null : map, step })
          }}
        />
      )}
    </div>
  )
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
