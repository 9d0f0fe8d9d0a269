import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useWorkspaceKey } from '../../admitting/data.ts'
import styles from './atlas.module.css'

/** What the room of maps is made of. */
export function AtlasTabs() {
  const { t } = useTranslation('atlas')
  const params = { workspace: useWorkspaceKey() }
  return (
    <nav className={styles.tabs} aria-label={t('tabs.label')}>
      <Link to="/w/$workspace/maps" params={params} activeOptions={{ exact: true, includeSearch: false }}>
        {t('tabs.maps')}
      </Link>
      <Link to="/w/$workspace/touchpoints" params={params}>
        {t('tabs.touchpoints')}
      </Link>
      <Link to="/w/$workspace/reviews" params={params}>
        {t('tabs.reviews')}
      </Link>
    </nav>
  )
}
