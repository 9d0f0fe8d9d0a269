import { Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import styles from './explore.module.css'
import { useTold } from './use-explain.ts'

/**
 * In the place of a figure that is kept back. It is not said to be of few: the largest may be hidden too, where what is
 * left of a sum would tell the smallest.
 */
export function TooFew() {
  const { t } = useTranslation('explore')
  const measuring = useTranslation('measuring').t
  const { minimumGroup } = useTold()
  return (
    <Tooltip label={measuring('figures.hiddenWhy', { minimum: minimumGroup })}>
      <span className={styles.tooFew}>{t('hidden')}</span>
    </Tooltip>
  )
}
