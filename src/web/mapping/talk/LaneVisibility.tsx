import { MultiSelect, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Lane } from '../../../vocabulary/map/journey-map.ts'
import { roles } from '../../../vocabulary/role.ts'
import { useLabels } from '../../kit/label.ts'
import { SideDrawer } from '../../kit/SideDrawer.tsx'
import { useLibrary } from '../data.ts'
import { useEditing } from '../editing.ts'
import { useMapPlace } from '../map-place.ts'
import styles from './talk.module.css'

/** Which lanes are for everybody, and which for some roles and departments. */
export function LaneVisibility({ close }: { close: () => void }) {
  const { t } = useTranslation('talk')
  const m = useTranslation('mapping').t
  const a = useTranslation('admitting').t
  const { say } = useLabels()
  const { map } = useMapPlace()
  const { may, edit } = useEditing()
  const library = useLibrary().data
  const archived = new Set(library?.archived.filter(one => one.kind === 'departments').map(one => one.id))
  const departments = library?.library.departments.filter(one => !archived.has(one.id)) ?? []
  const choices = [
    { group: t('lanes.departments'), items: departments.map(one => ({ value: one.id, label: say(one.name) })) },
    { group: t('lanes.roles'), items: roles.map(one => ({ value: one, label: a(`roles.${one}`) })) },
  ]
  const keep = (lane: Lane, visibility: Lane['visibility']) =>
    void edit({ op: 'setLane', lane: lane.id, set: { visibility } })
  return (
    <SideDrawer title={t('lanes.title')} close={close} width={460}>
      <div className={styles.panel}>
        <p>{t('lanes.intro')}</p>
        {!may && <p>{t('lanes.readOnly')}</p>}
        <ul className={styles.list}>
          {map.lanes.map(lane => {
            const name = say(lane.name) || m(`lanes.${lane.type}`)
            const kept = lane.visibility !== 'all'
            return (
              <li key={lane.id} className={styles.thread}>
                <div className={styles.row}>
                  <span>{name}</span>
                  <Switch
                    size="sm"
                    labelPosition="left"
                    disabled={!may}
                    checked={kept}
                    label={t('lanes.kept')}
                    aria-label={`${name}, ${t('lanes.kept')}`}
                    onChange={event => keep(lane, event.currentTarget.checked ? ['owner', 'editor'] : 'all')}
                  />
                </div>
                {lane.visibility !== 'all' && (
                  <MultiSelect
                    size="xs"
                    disabled={!may}
                    label={t('lanes.sees', { lane: name })}
                    data={choices}
                    maxValues={10}
                    value={[...lane.visibility]}
                    onChange={chosen => chosen.length > 0 && keep(lane, chosen)}
                  />
                )}
              </li>
            )
          })}
        </ul>
      </div>
    </SideDrawer>
  )
}
