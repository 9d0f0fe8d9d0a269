import {
  IconAdjustments,
  IconBulb,
  IconClick,
  IconHeadset,
  IconMap2,
  IconMessageQuestion,
  IconPlugConnected,
  IconRoute,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay, useWorkspaceKey } from '../admitting/data.ts'
import styles from './shell.module.css'

/** The rooms that exist, in the order of the trade: understand first, then what makes it run. */
export function Rooms() {
  const { t } = useTranslation('kit')
  const workspace = useWorkspaceKey()
  const may = useMay()
  const params = { workspace }
  return (
    <nav className={styles.rooms} aria-label={t('rooms.label')}>
      <span className={styles.floor}>{t('rooms.understand')}</span>
      <Link to="/w/$workspace/maps" params={params} className={styles.room}>
        <IconMap2 size={19} stroke={1.6} aria-hidden />
        {t('rooms.maps')}
      </Link>
      <Link to="/w/$workspace/explore" params={params} className={styles.room}>
        <IconRoute size={19} stroke={1.6} aria-hidden />
        {t('rooms.explore')}
      </Link>
      <Link to="/w/$workspace/contacts" params={params} className={styles.room}>
        <IconHeadset size={19} stroke={1.6} aria-hidden />
        {t('rooms.contacts')}
      </Link>
      <Link to="/w/$workspace/explain" params={params} className={styles.room}>
        <IconBulb size={19} stroke={1.6} aria-hidden />
        {t('rooms.explain')}
      </Link>
      <Link to="/w/$workspace/heatmaps" params={params} className={`${styles.room} ${styles.onDesk}`}>
        <IconClick size={19} stroke={1.6} aria-hidden />
        {t('rooms.heatmaps')}
      </Link>
      <Link to="/w/$workspace/segments" params={params} className={styles.room}>
        <IconUsersGroup size={19} stroke={1.6} aria-hidden />
        {t('rooms.segments')}
      </Link>
      <Link to="/w/$workspace/surveys" params={params} className={styles.room}>
        <IconMessageQuestion size={19} stroke={1.6} aria-hidden />
        {t('rooms.surveys')}
      </Link>
      {may('customer.read') && (
        <Link to="/w/$workspace/customers" params={params} className={styles.room}>
          <IconUsers size={19} stroke={1.6} aria-hidden />
          {t('rooms.customers')}
        </Link>
      )}
      <span className={styles.floor}>{t('rooms.run')}</span>
      {may('source.read') && (
        <Link to="/w/$workspace/sources" params={params} className={styles.room}>
          <IconPlugConnected size={19} stroke={1.6} aria-hidden />
          {t('rooms.sources')}
        </Link>
      )}
      <Link to="/w/$workspace/settings" params={params} className={styles.room}>
        <IconAdjustments size={19} stroke={1.6} aria-hidden />
        {t('rooms.settings')}
      </Link>
    </nav>
  )
}
