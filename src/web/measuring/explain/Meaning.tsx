import { IconBulb } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { PlainAnswer } from '../../../vocabulary/survey/plain-answer.ts'
import { useFigures } from '../../kit/figures.ts'
import styles from './explain.module.css'

/** What the answer means and whether it means anything, before any figure. */
export function Meaning({ meaning, children }: { meaning: PlainAnswer; children?: ReactNode }) {
  const { language } = useFigures()
  return (
    <div className={styles.meaning}>
      <IconBulb size={18} stroke={1.6} aria-hidden />
      <div>
        <p>{meaning[language]}</p>
        {children && <p className={styles.caveat}>{children}</p>}
      </div>
    </div>
  )
}
