import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLabels } from '../../kit/label.ts'
import { Refused } from '../../kit/Refused.tsx'
import { useMapPlace } from '../map-place.ts'
import type { Choices } from './choices.ts'
import styles from './exports.module.css'
import { usePreview } from './use-drawing.ts'

/** The map as it will be drawn. */
export function Preview({ choices }: { choices: Choices }) {
  const { t } = useTranslation('mapExports')
  const { say } = useLabels()
  const { whole } = useMapPlace()
  const { address, error } = usePreview(choices)
  if (error) return <Refused error={error} />
  return (
    // What does not fit is reached by scrolling, with the arrow keys too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above.
    <section className={styles.preview} tabIndex={0} aria-label={t('preview', { name: say(whole.journey.name) })}>
      {address ? (
        <img src={address} alt={t('preview', { name: say(whole.journey.name) })} />
      ) : (
        <Skeleton height={220} aria-label={t('previewing')} />
      )}
    </section>
  )
}
