import { Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSegments } from '../../segmenting/data.ts'
import { useCohorts, useMapView } from '../data.ts'
import styles from '../filters.module.css'

const oneIn = (sample: string) => Math.round(100 / Number(sample.split(':')[0]))

/** Whose journeys are measured: everybody's, a segment's, a persona's, those of one value of another trait, or a sample's. */
export function WhoFilter() {
  const { t } = useTranslation('measuring')
  const { view, show } = useMapView()
  const [wanted, setWanted] = useState(false)
  const cohorts = useCohorts(wanted || view.cohort !== undefined)
  const segments = useSegments(wanted || view.segment !== undefined)
  const named = segments.data?.segments ?? []
  const byTrait = Map.groupBy(cohorts.data?.cohorts ?? [], one => one.trait)
  // Personas first: they are what maps are drawn for.
  const traits = [...byTrait].sort(([a], [b]) => Number(b === 'persona') - Number(a === 'persona'))
  const segment = view.segment && (named.find(one => one.id === view.segment)?.name ?? t('filters.segment'))
  const cohort = view.cohort?.startsWith('persona:')
    ? `${t('filters.persona')} : ${view.cohort.slice('persona:'.length)}`
    : view.cohort?.replace(':', ' : ')
  const part = view.sample && t('filters.oneIn', { many: oneIn(view.sample) })
  const said = [segment, cohort, part].filter(Boolean).join(', ')
  return (
    <Menu position="bottom-start" width={270} onOpen={() => setWanted(true)}>
      <Menu.Target>
        <button
          type="button"
          className={styles.chip}
          data-active={said !== '' || undefined}
          title={part ? t('filters.partNote') : undefined}
        >
          {said || t('filters.everybody')}
          <IconChevronDown size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        <Menu.Item onClick={() => show({ cohort: undefined, segment: undefined, sample: undefined })}>
          {t('filters.everybody')}
        </Menu.Item>
        <Menu.Label>{t('filters.part')}</Menu.Label>
        {['10', '1'].map(one => (
          <Menu.Item key={one} onClick={() => show({ sample: view.sample === one ? undefined : one })}>
            {t('filters.oneIn', { many: oneIn(one) })}
          </Menu.Item>
        ))}
        <p className={styles.partNote}>{t('filters.partNote')}</p>
        {named.length > 0 && <Menu.Label>{t('filters.segments')}</Menu.Label>}
        {named.map(one => (
          <Menu.Item key={one.id} onClick={() => show({ segment: one.id })}>
            {one.name}
          </Menu.Item>
        ))}
        {traits.map(([trait, values]) => (
          <div key={trait}>
            <Menu.Label>{trait === 'persona' ? t('filters.personas') : trait}</Menu.Label>
            {values.map(one => (
              <Menu.Item key={one.cohort} onClick={() => show({ cohort: one.cohort })}>
                {one.value}
              </Menu.Item>
            ))}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
