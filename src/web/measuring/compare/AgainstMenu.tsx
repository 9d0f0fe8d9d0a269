import { Menu } from '@mantine/core'
import { IconArrowsDiff, IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSegments } from '../../segmenting/data.ts'
import { useCohorts, useMapView } from '../data.ts'
import styles from '../filters.module.css'
import { AgainstDays } from './AgainstDays.tsx'
import { useAgainstName } from './use-against-name.ts'

/** Chooses what the page is compared with: another period, or other customers. */
export function AgainstMenu() {
  const { t } = useTranslation('compare')
  const { view, show } = useMapView()
  const [wanted, setWanted] = useState(false)
  const [choosing, setChoosing] = useState(false)
  const cohorts = useCohorts(wanted)
  const { against } = view
  const named = useSegments(wanted).data?.segments ?? []
  const other = useAgainstName(against)
  return (
    <>
      <AgainstDays opened={choosing} close={() => setChoosing(false)} />
      <Menu position="bottom-start" width={250} onOpen={() => setWanted(true)}>
        <Menu.Target>
          <button type="button" className={styles.chip} data-active={against !== undefined || undefined}>
            <IconArrowsDiff size={15} stroke={1.7} aria-hidden />
            <span className={styles.told}>{other ? t('chip', { other }) : t('label')}</span>
            <IconChevronDown size={14} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
          <Menu.Item onClick={() => show({ against: undefined })}>{t('none')}</Menu.Item>
          <Menu.Label>{t('periods')}</Menu.Label>
          <Menu.Item onClick={() => show({ against: 'before' })}>{t('before')}</Menu.Item>
          <Menu.Item onClick={() => show({ against: 'year' })}>{t('year')}</Menu.Item>
          <Menu.Item onClick={() => setChoosing(true)}>{t('days')}</Menu.Item>
          {named.length > 0 && <Menu.Label>{t('segments')}</Menu.Label>}
          {named.map(one => (
            <Menu.Item key={one.id} onClick={() => show({ against: `segment ${one.id}` })}>
              {one.name}
            </Menu.Item>
          ))}
          {(cohorts.data?.cohorts.length ?? 0) > 0 && <Menu.Label>{t('groups')}</Menu.Label>}
          {cohorts.data?.cohorts.map(one => (
            <Menu.Item key={one.cohort} onClick={() => show({ against: `cohort ${one.cohort}` })}>
              {one.trait} : {one.value}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}
