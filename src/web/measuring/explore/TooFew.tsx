import { Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import styles from './explore.module.css'
import { useTold } from './use-explain.ts'

/** In the place of a figure of fewer customers than may be shown; by a sign where there are many in a row. */
export function TooFew({ brief }: { brief?: boolean }) {
  const { t } = useTranslation('explore')
  const measuring = useTranslation('measuring').t
  const { minimumGroup } = useTold()
  return (
    <Tooltip label={measuring('figures.hiddenWhy', { minimum: minimumGroup })}>
      <span className={styles.tooFew}>
        {brief ? (
          <>
            <span aria-hidden>&lt;&nbsp;{minimumGroup}</span>
            <span className="unseen">{t('fewer', { minimum: minimumGroup })}</span>
          </>
        ) : (
          t('fewer', { minimum: minimumGroup })
        )}
      </span>
    </Tooltip>
  )
}
