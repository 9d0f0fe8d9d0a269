import { Button, Radio, Select, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AtlasJourney } from '../../../contract/atlas.ts'
import { editMap } from '../../../contract/mapping.ts'
import { type MapKind, mapKinds } from '../../../vocabulary/map/journey-map.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { call } from '../../client.ts'
import { Dialog } from '../../kit/Dialog.tsx'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { Refused } from '../../kit/Refused.tsx'
import { useCreateMap } from '../data.ts'
import styles from './atlas.module.css'

/** Another map of the same journey: as it should become, at a competitor, as employees live it. */
export function AnotherMapDialog({ told, close }: { told: AtlasJourney; close: () => void }) {
  const { t } = useTranslation('atlas')
  const m = useTranslation('mapping').t
  const { say, write } = useLabels()
  const { language } = useFigures()
  const navigate = useNavigate()
  const workspace = useWorkspaceKey()
  const creating = useCreateMap()
  const { journey } = told
  const currents = told.maps.filter(map => map.kind === 'current' && !map.archived)
  const [kind, setKind] = useState<MapKind>(currents.length > 0 ? 'future' : 'current')
  const [from, setFrom] = useState(currents[0]?.id ?? '')
  const [name, setName] = useState('')
  // A future map always starts from a current one; the others may.
  const base = kind === 'future' ? from || currents[0]?.id : from
  const start = kind === 'future' ? currents : told.maps.filter(map => !map.archived)

  async function make(): Promise<void> {
    const whole = await creating.mutateAsync({
      from: 'empty',
      journey: journey.id,
      kind,
      defaultLocale: language,
      ...(base ? { basedOn: base } : {}),
    })
    const map = whole.map.id
    const words = name.trim() || (kind === 'current' ? '' : m(`kinds.${kind}`))
    if (words !== '') {
      await call(editMap, {
        params: { workspace, map },
        body: { revision: whole.revision, edits: [{ op: 'setMap', set: { name: write(null, words) } }] },
      })
    }
    await navigate({ to: '/w/$workspace/maps/$map', params: { workspace, map }, search: { view: 'designed' } })
  }

  return (
    <Dialog title={t('another.title', { name: say(journey.name) })} close={close}>
      <form
        className={styles.fields}
        onSubmit={event => {
          event.preventDefault()
          make().catch(() => undefined)
        }}
      >
        <Radio.Group label={t('another.kind')} value={kind} onChange={value => setKind(value as MapKind)}>
          <div className={styles.fields} style={{ gap: 8, paddingTop: 8 }}>
            {mapKinds.map(one => (
              <Radio
                key={one}
                value={one}
                label={t(`another.kinds.${one}`)}
                disabled={one === 'future' && currents.length === 0}
              />
            ))}
          </div>
        </Radio.Group>
        <Select
          label={t('another.from')}
          value={base ?? ''}
          onChange={value => setFrom(value ?? '')}
          data={[
            ...(kind === 'future' ? [] : [{ value: '', label: t('another.blank') }]),
            ...start.map(map => ({
              value: map.id,
              label: `${say(map.name) || say(journey.name)} · ${m(`kinds.${map.kind}`)}`,
            })),
          ]}
        />
        <TextInput
          label={t('another.name')}
          description={t('another.nameHint')}
          value={name}
          maxLength={200}
          onChange={event => setName(event.currentTarget.value)}
        />
        <Refused error={creating.error} />
        <div className={styles.end}>
          <Button type="submit" loading={creating.isPending}>
            {t('another.make')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
