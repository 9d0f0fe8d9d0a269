import { Button, Select, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Atlas } from '../../../contract/atlas.ts'
import { newId } from '../../../vocabulary/id.ts'
import { Dialog } from '../../kit/Dialog.tsx'
import { useLabels } from '../../kit/label.ts'
import { Refused } from '../../kit/Refused.tsx'
import styles from './atlas.module.css'
import { mayStandBelow } from './atlas-tree.ts'
import { useLibraryChange, usePlaceJourney } from './data.ts'

/** Where a journey stands: below another, in a life situation. What dragging does, by choosing. */
export function PlaceDialog({ atlas, journey: id, close }: { atlas: Atlas; journey: string; close: () => void }) {
  const { t } = useTranslation('atlas')
  const { say, write } = useLabels()
  const { journey } = atlas.journeys.find(one => one.journey.id === id)!
  const [parent, setParent] = useState(journey.parent ?? '')
  const [situation, setSituation] = useState(journey.lifeSituation ?? '')
  const [made, setMade] = useState('')
  const placing = usePlaceJourney()
  const adding = useLibraryChange()
  const name = say(journey.name)

  async function save(): Promise<void> {
    let lifeSituation = situation === '' || situation === 'new' ? null : situation
    if (situation === 'new' && made.trim() !== '') {
      lifeSituation = newId('lif')
      const object = { id: lifeSituation, name: write(null, made.trim()), trigger: null }
      await adding.mutateAsync([{ op: 'add', kind: 'lifeSituations', object }])
    }
    await placing.mutateAsync({
      journey: id,
      set: { parent: parent === '' ? null : parent, lifeSituation },
      before: { parent: journey.parent, lifeSituation: journey.lifeSituation },
    })
    notifications.show({ message: t('place.moved', { name }) })
    close()
  }

  return (
    <Dialog title={t('place.title', { name })} close={close}>
      <form
        className={styles.fields}
        onSubmit={event => {
          event.preventDefault()
          save().catch(() => undefined)
        }}
      >
        <Select
          label={t('place.parent')}
          value={parent}
          onChange={value => setParent(value ?? '')}
          searchable
          data={[
            { value: '', label: t('place.alone') },
            ...atlas.journeys
              .filter(one => mayStandBelow(atlas.journeys, id, one.journey.id))
              .map(one => ({ value: one.journey.id, label: say(one.journey.name) })),
          ]}
        />
        <Select
          label={t('place.situation')}
          value={situation}
          onChange={value => setSituation(value ?? '')}
          data={[
            { value: '', label: t('place.none') },
            ...atlas.lifeSituations.map(one => ({ value: one.id, label: say(one.name) })),
            { value: 'new', label: t('place.newSituation') },
          ]}
        />
        {situation === 'new' && (
          <TextInput
            label={t('place.newSituation')}
            description={t('place.newSituationHint')}
            value={made}
            maxLength={200}
            required
            withAsterisk={false}
            onChange={event => setMade(event.currentTarget.value)}
          />
        )}
        <Refused error={placing.error ?? adding.error} />
        <div className={styles.end}>
          <Button type="submit" loading={placing.isPending || adding.isPending}>
            {t('place.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
