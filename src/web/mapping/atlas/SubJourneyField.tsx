import { Select } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Step } from '../../../vocabulary/map/journey-map.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { useLabels } from '../../kit/label.ts'
import { useJourneys } from '../data.ts'
import { useEditing } from '../editing.ts'
import styles from '../inspector.module.css'
import { useMapPlace } from '../map-place.ts'

/** The journey that a step opens into, and the way to it. */
export function SubJourneyField({ step }: { step: Step }) {
  const { t } = useTranslation('atlas')
  const { say } = useLabels()
  const workspace = useWorkspaceKey()
  const { may, edit } = useEditing()
  const { whole } = useMapPlace()
  const journeys = useJourneys().data?.journeys ?? []
  const chosen = journeys.find(one => one.journey.id === step.subJourney)
  const target = chosen?.maps.find(map => map.kind === 'current') ?? chosen?.maps[0]
  const others = journeys.filter(one => one.journey.id !== whole.journey.id)
  if (!may && !chosen) return null
  return (
    <section className={styles.box}>
      <Select
        size="sm"
        label={t('sub.label')}
        description={t('sub.hint')}
        disabled={!may}
        searchable
        value={chosen?.journey.id ?? ''}
        onChange={value => void edit({ op: 'setStep', step: step.id, set: { subJourney: value || null } })}
        data={[
          { value: '', label: t('sub.none') },
          ...others.map(one => ({ value: one.journey.id, label: say(one.journey.name) })),
        ]}
      />
      {chosen && target && (
        <Link
          to="/w/$workspace/maps/$map"
          params={{ workspace, map: target.id }}
          search={{}}
          style={{ color: 'var(--accent)', fontSize: 13 }}
        >
          {t('sub.open', { name: say(chosen.journey.name) })}
        </Link>
      )}
    </section>
  )
}
