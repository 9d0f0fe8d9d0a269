import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { disagrees, type FeelingPoint } from '../../charts/emotion-curve.ts'
import { type Figures, useFigures } from '../../kit/figures.ts'
import { gapAt } from './feelings.ts'

/** The curve's values as a sentence, for those who hear the map. */
export function useFeelingWords(): (point: FeelingPoint) => string {
  const { t } = useTranslation('measuring')
  return feelingWords(t, useFigures())
}

/** The same, of words and figures that were asked for already. */
export function feelingWords(t: TFunction<'measuring'>, figures: Figures): (point: FeelingPoint) => string {
  return point => {
    const { measured, declared, desired } = point
    const said: string[] = []
    if (measured && measured.reading !== 'hidden' && measured.mean !== null) {
      const details = {
        value: figures.feeling(measured.mean),
        low: figures.feeling(measured.low ?? measured.mean),
        high: figures.feeling(measured.high ?? measured.mean),
        n: figures.whole(measured.customers),
      }
      said.push(t(measured.reading === 'reliable' ? 'curve.saidReliable' : 'curve.saidIndicative', details))
    } else if (measured) said.push(t('curve.saidTooFew'))
    if (declared !== undefined) said.push(t('curve.saidDeclared', { value: figures.feeling(declared) }))
    if (desired !== undefined) said.push(t('curve.saidDesired', { value: figures.feeling(desired) }))
    if (disagrees(point)) said.push(t('curve.differs'))
    return said.length > 0 ? said.join(figures.language === 'fr' ? '\u00a0; ' : '; ') : t('curve.saidNothing')
  }
}

/** The gap between what is wished and what is lived, in words. */
export function gapWordsIn(t: TFunction<'grid'>, figures: Figures): (point: FeelingPoint) => string | undefined {
  return point => {
    const gap = gapAt(point)
    if (gap === undefined) return undefined
    const size = figures.feeling(Math.abs(gap)).replace('+', '')
    if (Math.abs(gap) < 0.05) return t('gap.asWished')
    return t(gap < 0 ? 'gap.below' : 'gap.above', { size })
  }
}
