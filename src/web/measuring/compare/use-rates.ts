import { useTranslation } from 'react-i18next'
import type { ChannelsAnswer, ConsistencyAnswer, FitAnswer } from '../../../contract/measuring-channels.ts'
import type { ContactsAnswer, ToldRate } from '../../../contract/measuring-contacts.ts'
import type { DurationsAnswer, SpectrumAnswer } from '../../../contract/measuring-durations.ts'
import type { SelfServiceAnswer } from '../../../contract/measuring-self-service.ts'
import { medianError } from '../../../vocabulary/statistics/compare-figures.ts'
import { useFigures } from '../../kit/figures.ts'
import type { NamedShare as Named, NamedFigure } from './named.ts'

/** A share that is told, under the name that its figure has on the page. */
function told(key: string, label: string, rate: ToldRate | undefined): Named[] {
  return rate ? [{ key, label, hits: rate.hits, n: rate.n }] : []
}

/** An interval of 95 % is so many standard errors wide. */
const twiceQuantile = 2 * 1.959964

/** Where only the quarter above the median is told, the one below is as far away, as a ratio. */
function upperHalf({ median, p75 }: { median: number | null; p75: number | null }): readonly [number, number] | null {
  if (median === null || p75 === null) return null
  return median > 0 ? [median ** 2 / p75, p75] : [median, p75]
}

/** The figures that the answers about contacts tell, so that two of them can be held against each other. */
export function useContactRates() {
  const { t } = useTranslation('contacts')
  const figures = useFigures()
  // Finer than times are told elsewhere: a difference must be the one of what is read.
  const lasting = (seconds: number) =>
    seconds >= 60 && seconds < 3600 ? `${figures.fine(seconds / 60)}\u00a0min` : figures.lasting(seconds * 1000)
  const sayOf = (counts: DurationsAnswer['clock']['counts']) =>
    counts === 'open'
      ? (seconds: number) => (seconds < 3600 ? lasting(seconds) : figures.lastingHours(seconds * 1000))
      : lasting
  /** A median time with the spread of the values around it. */
  const time = (
    key: string,
    label: string,
    n: number | null,
    median: number | null,
    quarters: readonly [number, number] | null,
    say = lasting,
  ): NamedFigure[] => {
    const error = n === null || median === null || quarters === null ? undefined : medianError(median, quarters, n)
    return error === undefined ? [] : [{ key, label, level: median!, error, n: n!, say }]
  }
  return {
    ofContacts: ({ windows }: ContactsAnswer, days: number): Named[] => {
      const window = windows.find(one => one.days === days)
      return [
        ...told('forward', t('forward'), window?.forward),
        ...told('back', t('back'), window?.back),
        ...told('firstContact', t('firstContact'), window?.firstContact),
        ...told('onceAndDone', t('onceAndDone'), window?.onceAndDone),
      ]
    },
    ofSelfService: (answer: SelfServiceAnswer): Named[] => [
      ...told('resolved', t('self.resolved'), answer.resolved),
      ...told('leaked', t('self.leaked'), answer.leaked),
      ...told('unknown', t('self.unknown'), answer.unknown),
      ...told('containment', t('self.containment'), answer.containment),
    ],
    ofChannels: (answer: ChannelsAnswer): Named[] => [
      ...told('switched', t('channels.switched'), answer.switchedJourneys),
      ...told('rate', t('channels.rate'), answer.switchRate),
      ...told('forced', t('channels.forced'), answer.forced),
      ...told('simultaneous', t('channels.simultaneous'), answer.simultaneous),
    ],
    ofFlow: (
      { clock, closed, stages, friction }: DurationsAnswer,
      phaseName: (id: string) => string,
    ): NamedFigure[] => [
      ...time('median', t('flow.median'), closed.journeys, closed.median, upperHalf(closed), sayOf(clock.counts)),
      ...stages.flatMap(stage =>
        time(stage.phase, phaseName(stage.phase), stage.journeys, stage.median, upperHalf(stage), sayOf(clock.counts)),
      ),
      ...told('reworked', t('flow.reworked'), friction.reworked),
      ...told('loops', t('flow.loops'), friction.loops),
      ...told('returns', t('flow.returns'), friction.backtracks),
      ...told('pingpongs', t('flow.pingpongs'), friction.pingpongs),
      ...told('rework', t('flow.rework'), friction.rework),
    ],
    ofSpectrum: ({ passages, quartiles, overtaken, batched }: SpectrumAnswer): NamedFigure[] => [
      ...(quartiles === null
        ? []
        : time('median', t('flow.median'), passages, quartiles[1], [quartiles[0], quartiles[2]])),
      ...told('overtaken', t('spectrum.overtaken'), overtaken),
      ...told('batched', t('spectrum.batched'), batched),
    ],
    ofConsistency: ({ compared, outcome }: ConsistencyAnswer, channelName: (code: string) => string): NamedFigure[] =>
      (compared?.channels ?? []).map(({ channel, standardised, low, high, n }) => ({
        key: channel,
        label: channelName(channel),
        level: standardised,
        error: (high - low) / twiceQuantile,
        n,
        say: value => (outcome === 'wait' ? lasting(value) : figures.share(value)),
      })),
    ofFit: ({ fit, cells }: FitAnswer, cellName: (cell: FitAnswer['cells'][number]) => string): Named[] => [
      ...told('fit', t('fit.suits'), fit ?? undefined),
      ...cells.flatMap(cell => told(cellName(cell), cellName(cell), cell.fit ?? undefined)),
    ],
  }
}
