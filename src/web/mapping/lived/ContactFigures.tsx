import { useTranslation } from 'react-i18next'
import { useFigures } from '../../kit/figures.ts'
import { useMapView } from '../../measuring/data.ts'
import { useTold } from '../../measuring/explore/use-explain.ts'
import { Figure } from '../../measuring/Figure.tsx'
import figureStyles from '../../measuring/figures.module.css'
import { type ContactFigure, useContactFigures } from './use-contact-words.ts'

/** The same as the marks on its card, with their words; `only` one of them where the other is told elsewhere. */
export function ContactFigures({ touchpoint, only }: { touchpoint: string; only?: ContactFigure['kind'] }) {
  const { t } = useTranslation('lived')
  const told = useContactFigures(touchpoint).filter(one => only === undefined || one.kind === only)
  const figures = useFigures()
  const measures = useTold()
  const { show } = useMapView()
  if (told.length === 0) return null
  return (
    <section>
      <h3 className={figureStyles.heading}>{t('contacts.heading')}</h3>
      <div className={figureStyles.figures}>
        {told.map(({ kind, rate, part, name, definition }) => (
          <Figure
            key={kind}
            measures={measures}
            name={name}
            definition={definition}
            n={rate.n}
            value={figures.share(rate.value)}
            detail={figures.whole(rate.hits)}
            onOpen={() => show({ list: part })}
          />
        ))}
      </div>
    </section>
  )
}
