import { useTranslation } from 'react-i18next'
import { type Compared, type FigureChange, isShare, levelOf } from '../../../vocabulary/statistics/compare-figures.ts'
import { useFigures } from '../../kit/figures.ts'
import type { NamedFigure } from './named.ts'

/** One change in words: what it is of, both sides, and by how much: shares in points, levels in their own unit. */
export function useSayChange() {
  const { t } = useTranslation('compare')
  const figures = useFigures()
  const signed = (value: number, words: string) => `${value > 0 ? '+' : value < 0 ? '−' : ''}${words}`
  return (change: FigureChange, named: NamedFigure) => {
    const say = (figure: Compared) =>
      'say' in named ? named.say(levelOf(figure)) : isShare(figure) ? figures.share(levelOf(figure)) : ''
    const apart = (difference: number) =>
      'say' in named
        ? signed(difference, named.say(Math.abs(difference)).replace(/^[+−]/, ''))
        : t('points', { points: signed(difference, figures.fine(Math.abs(difference * 100))) })
    return {
      what: named.label,
      now: say(change.now),
      other: say(change.other),
      difference: apart(change.difference),
      low: apart(change.low),
      high: apart(change.high),
    }
  }
}
