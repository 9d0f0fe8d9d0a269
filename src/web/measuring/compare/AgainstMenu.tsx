import { Menu } from '@mantine/core'
import { IconArrowsDiff, IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCohorts, useMapView } from '../data.ts'
import styles from '../filters.module.css'
import { cohortOf } from './against.ts'

/** Chooses what the page is compared with: another period, or other customers. */
export function AgainstMenu() {
  const { t } = useTranslation('compare')
  const { view, show } = useMapView()
  const [wanted, setWanted] = useState(false)
  const cohorts = useCohorts(wanted)
  const { against } = view
  const other =
    against === 'before'
      ? t('otherBefore')
      : against === 'year'
        ? t('otherYear')
        : against && (cohortOf(against) ?? '').replace(':', ' : ')
  return (
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
        {(cohorts.data?.cohorts.length ?? 0) > 0 && <Menu.Label>{t('groups')}</Menu.Label>}
        {cohorts.data?.cohorts.map(one => (
          <Menu.Item key={one.cohort} onClick={() => show({ against: `cohort ${one.cohort}` })}>
            {one.trait} : {one.value}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
