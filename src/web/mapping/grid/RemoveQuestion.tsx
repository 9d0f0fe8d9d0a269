import { useTranslation } from 'react-i18next'
import { Confirm } from '../../kit/Confirm.tsx'
import { useFigures } from '../../kit/figures.ts'
import type { Holding } from './holding.ts'

/** Says what goes with it before something is taken away. Undo brings all of it back. */
export function RemoveQuestion(props: { name: string; holding: Holding; act: () => void; close: () => void }) {
  const { t } = useTranslation('grid')
  const { locale } = useFigures()
  const { name, holding } = props
  const parts = (['steps', 'touchpoints', 'texts', 'evidence', 'moments'] as const)
    .filter(part => holding[part] > 0)
    .map(part => t(`goes.${part}`, { count: holding[part] }))
  const list = new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts)
  return (
    <Confirm
      opened
      title={t('goes.title', { name })}
      text={`${t('goes.text', { list })} ${t('goes.undo')}`}
      doIt={t('goes.do')}
      onDo={props.act}
      close={props.close}
    />
  )
}
