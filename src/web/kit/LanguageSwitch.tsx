import { useTranslation } from 'react-i18next'
import { speak } from './language.ts'
import styles from './language-switch.module.css'

/** The two languages by their own names, for pages without an account menu. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation('kit')
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a border and a legend that say nothing more.
    <div className={styles.switch} role="group" aria-label={t('language')}>
      <button type="button" lang="fr" aria-pressed={i18n.language === 'fr'} onClick={() => speak('fr')}>
        Français
      </button>
      <button type="button" lang="en" aria-pressed={i18n.language === 'en'} onClick={() => speak('en')}>
        English
      </button>
    </div>
  )
}
