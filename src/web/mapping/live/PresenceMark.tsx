import { useTranslation } from 'react-i18next'
import styles from './live.module.css'
import { initialsOf } from './people.ts'
import { useLiveMap, usePresenceAt } from './use-live-map.ts'

/** Who else stands in this cell: a hairline of their colour, their initials, and whether they write. */
export function PresenceMark({ step, lane }: { step: string | null; lane: string | null }) {
  const { t } = useTranslation('live')
  const { people } = useLiveMap()
  const [first, ...others] = usePresenceAt(step, lane)
  if (!first) return null
  const shown = [first, ...others].find(one => one.writing) ?? first
  return (
    <span
      className={styles.mark}
      data-writing={shown.writing || undefined}
      style={{ '--person': people.colour(shown.member) } as React.CSSProperties}
    >
      <span className={styles.markName}>
        {shown.writing ? t('writing', { name: shown.name.split(' ')[0] ?? shown.name }) : initialsOf(shown.name)}
        {others.length > 0 && ` ${t('more', { n: others.length })}`}
      </span>
      {!shown.writing && <span className="unseen">{t('standing', { name: shown.name })}</span>}
    </span>
  )
}
