import { Popover } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MapHint } from '../../../vocabulary/map/map-hints.ts'
import { useHints } from './hints.ts'
import styles from './marks.module.css'

/** A quiet dot beside a title that could be better; it opens what is advised, and how to put it aside. */
export function HintMark({ kind, id }: { kind: 'phase' | 'step'; id: string }) {
  const { all } = useHints()
  const here = all.filter(hint => hint.at.kind === kind && hint.at.id === id)
  return here.length > 0 ? <Mark here={here} /> : null
}

function Mark({ here }: { here: readonly MapHint[] }) {
  const { t } = useTranslation('grid')
  const { ignore } = useHints()
  const [opened, setOpened] = useState(false)
  const words = here.map(hint => t(`hints.${hint.code}`, { found: hint.found })).join(' ')
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom" width={260} trapFocus withArrow>
      <Popover.Target>
        <button
          type="button"
          tabIndex={-1}
          className={styles.hint}
          title={words}
          aria-label={t('hints.mark')}
          onClick={event => {
            event.stopPropagation()
            setOpened(!opened)
          }}
        >
          <span className={styles.hintDot} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('hints.mark')}>
        {here.map(hint => (
          <div key={hint.code} className={styles.hintText}>
            <p>{t(`hints.${hint.code}`, { found: hint.found })}</p>
            <button
              type="button"
              onClick={() => {
                setOpened(false)
                ignore(hint)
              }}
            >
              {t('hints.ignore')}
            </button>
          </div>
        ))}
      </Popover.Dropdown>
    </Popover>
  )
}
