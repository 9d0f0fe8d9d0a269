import { Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import styles from './explore.module.css'
import { useTold } from './use-explain.ts'

/** In the place of a figure of fewer customers than may be shown. */
export function TooFew() {
  const { t } = useTranslation('explore')
  const measuring = useTranslation('measuring').t
  const { minimumGroup } = useTold()
  return (
    <Tooltip label={measuring('figures.hiddenWhy', { minimum: minimumGroup })}>
      <span className={styles.tooFew}>{t('fewer', { minimum: minimumGroup })}</span>
    </Tooltip>
  )
}
