import type { SendingFault } from '../../../contract/survey-sending.ts'
import { useFigures } from '../../kit/figures.ts'
import styles from './sending.module.css'

/** What keeps messages from leaving or from arriving well. */
export function FaultLines({ title, faults }: { title: string; faults: readonly SendingFault[] }) {
  const { language } = useFigures()
  if (faults.length === 0) return null
  return (
    <div className={styles.faults}>
      <b>{title}</b>
      <ul>
        {faults.map(fault => (
          <li key={fault.code} data-weight={fault.weight}>
            {fault[language]}
          </li>
        ))}
      </ul>
    </div>
  )
}
