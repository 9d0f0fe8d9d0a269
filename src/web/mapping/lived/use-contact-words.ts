import { useTranslation } from 'react-i18next'
import type { MapContactPart } from '../../../contract/map-contacts.ts'
import type { ToldRate } from '../../../contract/measuring-contacts.ts'
import { useFigures } from '../../kit/figures.ts'
import { useExplain } from '../../measuring/explore/use-explain.ts'
import { type LivedContacts, useLivedLayer } from './lived-layer.ts'

/** A share that the map shows of contacts, with all that it means. */
export type ContactFigure = {
  readonly kind: 'repeated' | 'fit'
  readonly rate: NonNullable<ToldRate>
  /** The list of what it counts. */
  readonly part: MapContactPart
  readonly name: string
  readonly definition: string
  /** The figure in a sentence, for a mark that has no room for words. */
  readonly said: string
}

/** What is told of a touchpoint's contacts: who asks again, and whether matters come by the channel that suits them. */
export function useContactFigures(touchpoint: string): readonly ContactFigure[] {
  const { t } = useTranslation('lived')
  const figures = useFigures()
  const explain = useExplain()
  const { contacts, contactDays } = useLivedLayer()
  const here: LivedContacts | undefined = contacts.get(touchpoint)
  const isSame = tellsReasons(here)
  const rates = [
    ['repeated', isSame ? here?.repeated : here?.repeatedAtMost],
    ['fit', here?.fit],
  ] as const
  return rates.flatMap(([kind, rate]) => {
    if (!rate) return []
    const name = t(`contacts.${kind}`, { days: contactDays })
    const definition = [
      t(kind === 'fit' ? 'contacts.fitSaid' : isSame ? 'contacts.repeatedSaid' : 'contacts.repeatedAtMostSaid', {
        days: contactDays,
      }),
      t('interval', { low: figures.share(rate.low), high: figures.share(rate.high) }),
    ].join(' ')
    return [
      {
        kind,
        rate,
        part: kind === 'fit' ? ('fits' as const) : isSame ? ('forward' as const) : ('forwardAny' as const),
        name,
        definition,
        said: `${figures.pair(name, figures.share(rate.value))}. ${explain(definition, rate.n)}`,
      },
    ]
  })
}

/** Where few contacts tell their reason, all of them are told, and that it is the most that it can be. */
export function tellsReasons(here: LivedContacts | undefined): boolean {
  return here?.repeated != null && here.repeated.n * 2 >= (here.repeatedAtMost?.n ?? 0)
}
