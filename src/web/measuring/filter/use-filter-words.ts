import { useTranslation } from 'react-i18next'
import { readAttribute, readFollowers, readLasting, readNames } from '../../../vocabulary/case-filter.ts'
import { useFigures } from '../../kit/figures.ts'
import type { FilterView } from '../filters.ts'

/** The filters on journeys that have a chip of their own. */
export const caseFilterNames = [
  'ending',
  'first',
  'last',
  'through',
  'follower',
  'lasting',
  'attribute',
  'order',
  'only',
] as const satisfies readonly (keyof FilterView)[]
export type CaseFilterName = (typeof caseFilterNames)[number]

/** What a filter keeps, in a few words. What cannot be read is said as it stands: the server will say why. */
export function useFilterWords(name: (activity: string) => string): (filter: CaseFilterName, told: string) => string {
  const { t } = useTranslation('caseFilters')
  const figures = useFigures()
  const list = (names: readonly string[], between: string) => names.map(name).join(between)
  const length = (seconds: number) => figures.lasting(seconds * 1000)
  return (filter, told) => {
    switch (filter) {
      case 'ending':
        return t(`ending.${told as 'open'}`)
      case 'first':
      case 'last':
        return t(`said.${filter}`, { names: list(readNames(told) ?? [told], t('said.or')) })
      case 'through':
        return t('said.through', { names: list(readNames(told) ?? [told], t('said.and')) })
      case 'only': {
        const names = readNames(told) ?? [told]
        return names.length > 2
          ? t('said.onlyMany', { count: names.length })
          : t('said.only', { names: list(names, t('said.and')) })
      }
      case 'follower':
        return (readFollowers(told) ?? [])
          .map(([from, how, to]) => t('said.follower', { from: name(from), how: t(`hows.${how}`), to: name(to) }))
          .join(t('said.and'))
      case 'lasting': {
        const { least, below } = readLasting(told) ?? { least: undefined, below: undefined }
        if (least !== undefined && below !== undefined)
          return t('said.both', { least: length(least), below: length(below) })
        if (least !== undefined) return t('said.least', { least: length(least) })
        return below === undefined ? told : t('said.below', { below: length(below) })
      }
      case 'attribute': {
        const read = readAttribute(told)
        return read ? t('said.attribute', { name: read.name, values: read.values.join(t('said.or')) }) : told
      }
      case 'order':
        return t('said.order')
      default:
        return filter satisfies never
    }
  }
}
