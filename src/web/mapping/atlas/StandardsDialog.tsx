import { Button, MultiSelect } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HouseStandards } from '../../../contract/house-standards.ts'
import { templateKeys } from '../../../contract/mapping.ts'
import { type LaneType, laneTypes } from '../../../vocabulary/map/journey-map.ts'
import { laneName } from '../../../vocabulary/map/lane-name.ts'
import { Dialog } from '../../kit/Dialog.tsx'
import { useFigures } from '../../kit/figures.ts'
import { Refused } from '../../kit/Refused.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import styles from './atlas.module.css'
import { useSetStandards, useStandards } from './data.ts'

/** The lanes that maps of the house must have to be published. */
export function StandardsDialog({ close }: { close: () => void }) {
  const { t } = useTranslation('atlas')
  const standards = useStandards(true)
  return (
    <Dialog title={t('standards.title')} close={close} wide>
      {standards.isPending && <Waiting lines={4} />}
      {standards.data && <StandardsForm known={standards.data} close={close} />}
    </Dialog>
  )
}

function StandardsForm({ known, close }: { known: HouseStandards; close: () => void }) {
  const { t } = useTranslation('atlas')
  const trade = useTranslation('mapStart').t
  const { language } = useFigures()
  const [lanes, setLanes] = useState(known.lanes)
  const saving = useSetStandards()
  const choices = laneTypes.map(type => ({ value: type, label: laneName(type)[language] }))
  const templates = templateKeys.map(key => ({
    key,
    label: t('standards.template', { name: trade(`trades.${key}`) }),
  }))
  return (
    <div className={styles.fields}>
      <p>{t('standards.text')}</p>
      {[{ key: 'any', label: t('standards.any') }, ...templates].map(({ key, label }) => (
        <MultiSelect
          key={key}
          label={label}
          data={choices}
          value={lanes[key] ?? []}
          onChange={chosen => setLanes({ ...lanes, [key]: chosen as LaneType[] })}
          clearable
        />
      ))}
      <Refused error={saving.error} />
      <div className={styles.end}>
        <Button
          loading={saving.isPending}
          onClick={() =>
            saving.mutate(
              { lanes: Object.fromEntries(Object.entries(lanes).filter(([, list]) => list.length > 0)) },
              {
                onSuccess: () => {
                  notifications.show({ message: t('standards.saved') })
                  close()
                },
              },
            )
          }
        >
          {t('standards.save')}
        </Button>
      </div>
    </div>
  )
}
