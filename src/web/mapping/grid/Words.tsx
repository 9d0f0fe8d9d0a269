import { Fragment } from 'react'
import { type Label, labelIn } from '../../../vocabulary/label.ts'
import { useCellTools } from './cell-tools.ts'
import styles from './words.module.css'

/** A label as it stands in a cell: in the reader's language, the other one marked as such, or both side by side. */
export function Words({ label, inline }: { label: Label | null | undefined; inline?: boolean }) {
  const { g: t, figures, both } = useCellTools()
  const { language } = figures
  if (!label) return null
  const other = language === 'fr' ? 'en' : 'fr'
  if (both) {
    return (
      <>
        {([language, other] as const).map(tongue => (
          <span key={tongue} className={inline ? styles.inline : styles.side} lang={tongue}>
            <abbr className={styles.tongue} title={t(`tongues.${tongue}`)}>
              {tongue}
            </abbr>
            {label[tongue] ? <Plain text={label[tongue]} /> : <em className={styles.missing}>{t('toTranslate')}</em>}
          </span>
        ))}
      </>
    )
  }
  const { text, fallback } = labelIn(label, language)
  if (!fallback) return <Plain text={text} />
  return (
    <span lang={other}>
      <Plain text={text} />{' '}
      <abbr className={styles.tongue} title={t('notTranslated', { tongue: t(`tongues.${language}`) })}>
        {other}
      </abbr>
    </span>
  )
}

const address = /(https?:\/\/[^\s<>"')\]]+[^\s<>"')\].,;:!?])/g

/** Text with its line breaks; web addresses become links, and nothing else becomes anything. */
export function Plain({ text }: { text: string }) {
  return (
    <span className={styles.plain}>
      {text.split(address).map((part, index) =>
        index % 2 === 1 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other name.
          <a key={index} href={part} target="_blank" rel="noopener noreferrer nofollow" tabIndex={-1}>
            {part}
          </a>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: see above.
          <Fragment key={index}>{part}</Fragment>
        ),
      )}
    </span>
  )
}
