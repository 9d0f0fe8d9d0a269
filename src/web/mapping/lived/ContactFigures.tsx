import { useTranslation } from 'react-i18next'
import { useFigures } from '../../kit/figures.ts'
import { useTold } from '../../measuring/explore/use-explain.ts'
import { Figure } from '../../measuring/Figure.tsx'
import figureStyles from '../../measuring/figures.module.css'
import { useContactFigures } from './use-contact-words.ts'

/** The same as the marks on its card, with their words. */
export function ContactFigures({ touchpoint }: { touchpoint: string }) {
  const { t } = useTranslation('lived')
  const told = useContactFigures(touchpoint)
  const figures = useFigures()
  const measures = useTold()
  if (told.length === 0) return null
  return (
    <section>
      <h3 className={figureStyles.heading}>{t('contacts.heading')}</h3>
      <div className={figureStyles.figures}>
        {told.map(({ kind, rate, name, definition }) => (
          <Figure
            key={kind}
            measures={measures}
            name={name}
            definition={definition}
            n={rate.n}
            value={figures.share(rate.value)}
            detail={figures.whole(rate.hits)}
          />
        ))}
      </div>
    </section>
  )
}
