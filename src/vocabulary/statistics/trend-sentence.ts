import { type PlainAnswer, saying } from '../survey/plain-answer.ts'
import { fewestPoints, type JudgedSeries } from './judged-series.ts'

export type TrendFacts = {
  readonly measure: 'events' | 'customers' | 'journeys' | 'share' | 'satisfaction'
  readonly unit: 'day' | 'week'
  /** `hidden`: something was lived, by fewer customers than may be shown. */
  readonly points: readonly { readonly at: string; readonly value: number | null; readonly hidden?: boolean }[]
  readonly judged: JudgedSeries | undefined
}

/** What moved, whether it lasts, and whether it is more than chance. */
export function trendSentence({ measure, unit, points, judged }: TrendFacts): PlainAnswer {
  return saying(say => {
    if (points.length === 0) return say('Il ne s’est rien passé sur cette période.', 'Nothing happened in this period.')
    const units = say(unit === 'day' ? 'jours' : 'semaines', unit === 'day' ? 'days' : 'weeks')
    if (!judged)
      return say(
        `Il faut au moins ${fewestPoints} ${units} dont on puisse montrer les chiffres pour dire ce qui est habituel.`,
        `It takes at least ${fewestPoints} ${units} whose figures may be shown to say what is usual.`,
      )
    const hidden = points.filter(each => each.hidden).length
    const values = judged.points.flatMap(each => (each.value === null ? [] : [each.value]))
    if (values.every(each => each === values[0]) && hidden > 0)
      return say(
        `Sur ${say.whole(points.length)} ${units}, ${say.whole(hidden)} comptent trop peu de clients pour être montrés ; les autres sont égaux. Demandez des périodes plus larges, ou moins de filtres.`,
        `Of ${say.whole(points.length)} ${units}, ${say.whole(hidden)} have too few customers to be shown; the others are equal. Ask for wider periods, or fewer filters.`,
      )
    if (values.every(each => each === values[0]))
      return say('Toutes les valeurs sont égales : rien ne bouge.', 'All values are equal: nothing moves.')
    return [
      turning(say, { measure, unit }, points, judged) ?? trend(say, { measure, unit }, judged),
      judged.strength >= 0.4
        ? say(
            `La saison explique ${say.share(judged.strength)} du reste : comparez des périodes entières.`,
            `The season explains ${say.share(judged.strength)} of the rest: compare whole periods.`,
          )
        : '',
      odd(say, unit, points, judged),
    ]
      .filter(Boolean)
      .join(' ')
  })
}

type Say = Parameters<Parameters<typeof saying>[0]>[0]

function trend(say: Say, { measure, unit }: Pick<TrendFacts, 'measure' | 'unit'>, judged: JudgedSeries): string {
  const [first, last] = [judged.points[0]!.trend, judged.points.at(-1)!.trend]
  if (measure === 'share')
    return Math.abs(last - first) < 0.01
      ? say('La tendance est stable.', 'The trend is level.')
      : say(
          `La tendance ${last > first ? 'monte' : 'baisse'} de ${say.share(first)} à ${say.share(last)}.`,
          `The trend ${last > first ? 'rises' : 'falls'} from ${say.share(first)} to ${say.share(last)}.`,
        )
  if (measure === 'satisfaction')
    return Math.abs(last - first) < 0.05
      ? say('La tendance est stable.', 'The trend is level.')
      : say(
          `La tendance ${last > first ? 'monte' : 'baisse'} de ${say.fine(first)} à ${say.fine(last)}, sur −1…1.`,
          `The trend ${last > first ? 'rises' : 'falls'} from ${say.fine(first)} to ${say.fine(last)}, on −1…1.`,
        )
  if (judged.change === null && last >= 0.5)
    return say(
      `La tendance monte de presque rien à ${say.fine(last)}.`,
      `The trend rises from next to nothing to ${say.fine(last)}.`,
    )
  // A trend is a line through counts: its ends can lie below nought, where no count is.
  const [from, to] = [Math.max(0, first), Math.max(0, last)]
  if (Math.abs(to - from) < 0.03 * Math.max(from, to) || from === to)
    return say('La tendance est stable.', 'The trend is level.')
  const every = say(unit === 'day' ? 'par jour' : 'par semaine', unit === 'day' ? 'a day' : 'a week')
  const by = from > 0 && to < 3 * from ? ` (${to > from ? '+' : '−'}${say.share(Math.abs(to / from - 1))})` : ''
  return say(
    `La tendance ${to > from ? 'monte' : 'baisse'} de ${say.fine(from)} à ${say.fine(to)} ${every}${by}.`,
    `The trend ${to > from ? 'rises' : 'falls'} from ${say.fine(from)} to ${say.fine(to)} ${every}${by}.`,
  )
}

/**
 * A trend that goes up and comes down again, or the other way round, is told by its turn: its ends alone would call a
 * year with a peak in the middle a fall. The turn stands out from both ends by two fifths of all the way, and by enough
 * to matter.
 */
function turning(
  say: Say,
  { measure, unit }: Pick<TrendFacts, 'measure' | 'unit'>,
  points: TrendFacts['points'],
  judged: JudgedSeries,
): string | undefined {
  const counts = measure !== 'share' && measure !== 'satisfaction'
  const line = judged.points.map(each => (counts ? Math.max(0, each.trend) : each.trend))
  const [first, last] = [line[0]!, line.at(-1)!]
  const [low, high] = [Math.min(...line), Math.max(...line)]
  const peak = high - Math.max(first, last)
  const dip = Math.min(first, last) - low
  const turn = Math.max(peak, dip)
  if (turn < 0.4 * (high - low) || turn < (counts ? Math.max(1, 0.2 * high) : 0.05)) return undefined
  const value = peak >= dip ? high : low
  const day = say.day(points[line.indexOf(value)]!.at)
  const every = counts ? say(unit === 'day' ? ' par jour' : ' par semaine', unit === 'day' ? ' a day' : ' a week') : ''
  const write = measure === 'share' ? say.share : say.fine
  return peak >= dip
    ? say(
        `La tendance monte de ${write(first)} à ${write(value)}${every} vers le ${day}, puis redescend à ${write(last)}.`,
        `The trend rises from ${write(first)} to ${write(value)}${every} around ${day}, then falls back to ${write(last)}.`,
      )
    : say(
        `La tendance baisse de ${write(first)} à ${write(value)}${every} vers le ${day}, puis remonte à ${write(last)}.`,
        `The trend falls from ${write(first)} to ${write(value)}${every} around ${day}, then rises again to ${write(last)}.`,
      )
}

function odd(say: Say, unit: TrendFacts['unit'], points: TrendFacts['points'], judged: JudgedSeries): string {
  const days = judged.points.flatMap((each, at) => (each.odd ? [points[at]!.at] : []))
  const shift = judged.shifts.at(-1)
  const told = [
    shift
      ? say(
          `Le niveau s’est ${shift.direction === 'up' ? 'élevé' : 'abaissé'} durablement vers le ${say.day(points[shift.at]!.at)}.`,
          `The level has ${shift.direction === 'up' ? 'risen' : 'fallen'} to stay around ${say.day(points[shift.at]!.at)}.`,
        )
      : '',
    days.length > 0
      ? say(
          `Hors de l’ordinaire : ${days.slice(-4).map(say.day).join(', ')}${days.length > 4 ? '…' : ''}.`,
          `Out of the ordinary: ${days.slice(-4).map(say.day).join(', ')}${days.length > 4 ? '…' : ''}.`,
        )
      : '',
  ].filter(Boolean)
  return told.length > 0
    ? told.join(' ')
    : say(
        `Autour d’elle, ${unit === 'day' ? 'aucun jour' : 'aucune semaine'} ne sort de ce que le hasard explique.`,
        `Around it, no ${unit} goes beyond what chance explains.`,
      )
}
