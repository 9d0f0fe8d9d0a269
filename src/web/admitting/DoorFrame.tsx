import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { LanguageSwitch } from '../kit/LanguageSwitch.tsx'
import styles from './door.module.css'

/** What surrounds the pages before a workspace: the promise, a form, the two languages. */
export function DoorFrame({ title, intro, children }: { title: string; intro?: ReactNode; children?: ReactNode }) {
  const { t } = useTranslation('admitting')
  useEffect(() => {
    document.title = `${title} · Parcours`
  }, [title])
  return (
    <div className={styles.frame}>
      <aside className={styles.promise}>
        <svg viewBox="0 0 420 200" aria-hidden="true" className={styles.curve}>
          <path d="M8 96C70 40 104 36 150 58s70 96 124 88 74-104 138-112" fill="none" strokeWidth="3" />
          <circle cx="126" cy="50" r="7" data-feeling="good" />
          <circle cx="262" cy="147" r="7" data-feeling="bad" />
          <circle cx="398" cy="37" r="7" data-feeling="good" />
        </svg>
        <p>{t('promise')}</p>
      </aside>
      <main className={styles.side}>
        <div className={styles.form}>
          <img src="/mark.svg" alt="Parcours" width="38" height="38" />
          <h1>{title}</h1>
          {intro && <p className={styles.intro}>{intro}</p>}
          {children}
        </div>
        <LanguageSwitch />
      </main>
    </div>
  )
}
