import { Button, Checkbox, Radio, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isLabelled } from '../../../vocabulary/label.ts'
import { type LaneType, laneTypes } from '../../../vocabulary/map/journey-map.ts'
import { roles } from '../../../vocabulary/role.ts'
import { Dialog } from '../../kit/Dialog.tsx'
import { useLabels } from '../../kit/label.ts'
import { useLibrary } from '../data.ts'
import { useEditing } from '../editing.ts'
import { useMapPlace } from '../map-place.ts'
import styles from './bars.module.css'

/** What a lane is called in both languages, what kind it is, and who may see it. */
export function LaneQuestion({ lane: id, close }: { lane: string; close: () => void }) {
  const { t } = useTranslation('grid')
  const m = useTranslation('mapping').t
  const { say } = useLabels()
  const { map } = useMapPlace()
  const { edit } = useEditing()
  const departments = useLibrary().data?.library.departments ?? []
  const lane = map.lanes.find(one => one.id === id)
  const [name, setName] = useState({ fr: lane?.name?.fr ?? '', en: lane?.name?.en ?? '' })
  const [type, setType] = useState<LaneType>(lane?.type ?? 'text')
  const [seen, setSeen] = useState<readonly string[]>(
    lane && lane.visibility !== 'all' ? lane.visibility : ['owner', 'editor'],
  )
  const [all, setAll] = useState(lane?.visibility === 'all')
  if (!lane) return null
  // Words keep their place when they are called something else; feelings and touchpoints stand elsewhere.
  const fixed = ['touchpoint', 'emotion', 'desired'].includes(lane.type)

  function keep(): void {
    const label = {
      ...(name.fr.trim() ? { fr: name.fr.trim() } : {}),
      ...(name.en.trim() ? { en: name.en.trim() } : {}),
    }
    void edit({
      op: 'setLane',
      lane: id,
      set: { name: isLabelled(label) ? label : null, type, visibility: all || seen.length === 0 ? 'all' : [...seen] },
    })
    close()
  }

  return (
    <Dialog title={t('lane.title', { name: say(lane.name) || m(`lanes.${lane.type}`) })} close={close}>
      <div className={styles.question}>
        <div className={styles.pair}>
          {(['fr', 'en'] as const).map(tongue => (
            <TextInput
              key={tongue}
              label={t('lane.name', { tongue: t(`tongues.${tongue}`) })}
              placeholder={m(`lanes.${type}`)}
              value={name[tongue]}
              onChange={event => setName({ ...name, [tongue]: event.currentTarget.value })}
            />
          ))}
        </div>
        <Select
          label={t('lane.type')}
          disabled={fixed}
          value={type}
          data={laneTypes
            .filter(one => fixed || !['touchpoint', 'emotion', 'desired', 'custom'].includes(one) || one === lane.type)
            .map(one => ({ value: one, label: m(`lanes.${one}`) }))}
          onChange={value => value && setType(value as LaneType)}
        />
        <Radio.Group
          label={t('lane.visibility')}
          value={all ? 'all' : 'some'}
          onChange={value => setAll(value === 'all')}
        >
          <div className={styles.choices}>
            <Radio value="all" label={t('lane.all')} />
            <Radio value="some" label={t('lane.some')} />
          </div>
        </Radio.Group>
        {!all && (
          <Checkbox.Group label={t('lane.who')} value={[...seen]} onChange={setSeen}>
            <div className={styles.choices}>
              {roles.map(role => (
                <Checkbox key={role} value={role} label={t(`lane.roles.${role}`)} />
              ))}
              {departments.slice(0, 30).map(one => (
                <Checkbox key={one.id} value={one.id} label={say(one.name)} />
              ))}
            </div>
          </Checkbox.Group>
        )}
        <div className={styles.buttons}>
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button onClick={keep}>{t('lane.do')}</Button>
        </div>
      </div>
    </Dialog>
  )
}
