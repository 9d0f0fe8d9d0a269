import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useFigures } from '../../kit/figures.ts'
import type { RulesDraft } from './data.ts'

/** The rules of a survey as one plain sentence. */
export function useSentence(): (rules: RulesDraft) => string {
  const { t } = useTranslation('inviting')
  const figures = useFigures()
  return rules => {
    const { trigger, audience } = rules
    const list = new Intl.ListFormat(figures.locale, { type: 'disjunction' })
    const ways = t('sentence.ways', { list: list.format(rules.channels.map(one => t(`sentence.way.${one}`))) })
    const isNarrow = audience.segments.length + audience.exceptSegments.length + audience.traits.length > 0
    const said = {
      ways,
      share: rules.sampleRate === 1 ? t('sentence.all') : figures.share(rules.sampleRate),
      who: t(isNarrow ? 'sentence.some' : 'sentence.everybody'),
    }
    switch (trigger.kind) {
      case 'event':
        return t('sentence.event', {
          ...said,
          event: trigger.event || '…',
          delay: inWords(trigger.delayMinutes, figures.locale, t),
        })
      case 'absence':
        return t('sentence.absence', {
          ...said,
          event: trigger.event || '…',
          unless: trigger.unless.event || '…',
          delay: inWords(trigger.waitMinutes, figures.locale, t),
        })
      case 'wave':
        return t('sentence.wave', {
          ...said,
          day: trigger.startsOn === '' ? '…' : figures.day(`${trigger.startsOn}T12:00:00Z`),
          days: trigger.spreadDays,
          again: trigger.everyDays === null ? '' : t('sentence.again', { n: trigger.everyDays }),
        })
      case 'list':
        return t('sentence.list', said)
      default:
        return trigger satisfies never
    }
  }
}

function inWords(minutes: number, locale: string, t: TFunction<'inviting'>): string {
  if (minutes === 0) return t('sentence.at')
  const [unit, length] = minutes % 1440 === 0 ? ['day', 1440] : minutes % 60 === 0 ? ['hour', 60] : ['minute', 1]
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' } as Intl.NumberFormatOptions).format(
    minutes / length,
  )
}
