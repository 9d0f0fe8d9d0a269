import { useTranslation } from 'react-i18next'
import { useSegments } from '../../segmenting/data.ts'
import { type Against, cohortOf, segmentOf } from './against.ts'

/** What the other side is called; undefined where nothing is compared. */
export function useAgainstName(against: Against | undefined): string | undefined {
  const { t } = useTranslation('compare')
  const segment = against && segmentOf(against)
  const segments = useSegments(segment !== undefined)
  if (against === undefined) return undefined
  if (against === 'before') return t('otherBefore')
  if (against === 'year') return t('otherYear')
  return (
    cohortOf(against)?.replace(':', ' : ') ??
    segments.data?.segments.find(one => one.id === segment)?.name ??
    t('segment')
  )
}
