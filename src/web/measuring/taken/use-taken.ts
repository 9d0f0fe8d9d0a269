import { useTranslation } from 'react-i18next'
import type { TakenHead } from './words.ts'

/** How a file that leaves the page writes what is no figure: in the reader's language, as the page does. */
export function useTaken() {
  const { t } = useTranslation('taken')
  return {
    heads: (...names: readonly TakenHead[]) => names.map(name => t(`heads.${name}`)),
    ending: (name: string) => t('heads.ending', { name }),
    whether: (is: boolean) => t(is ? 'yes' : 'no'),
    direction: (way: 'more' | 'less') => t(way),
  }
}
