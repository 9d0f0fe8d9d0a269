import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Phase } from '../../../vocabulary/map/journey-map.ts'
import { useLabels } from '../../kit/label.ts'
import { useEditing } from '../editing.ts'
import styles from '../inspector.module.css'
import { BothWords } from './BothWords.tsx'
import { DesiredField } from './DesiredField.tsx'

/** A phase: what it is called, what the customer wants in it, whether its steps have an order, what it should feel like. */
export function PhaseInspector({ phase }: { phase: Phase }) {
  const { t } = useTranslation('inspector')
  const m = useTranslation('mapping').t
  const { say } = useLabels()
  const { may, edit } = useEditing()
  const set = (fields: Partial<Omit<Phase, 'id' | 'steps'>>) =>
    void edit({ op: 'setPhase', phase: phase.id, set: fields })
  return (
    <>
      <p className={styles.where}>{t('phase')}</p>
      <h2 className={styles.name}>{say(phase.name)}</h2>
      <div className={styles.fields}>
        <BothWords rows={1} label={m('inspector.name')} value={phase.name} onKeep={name => name && set({ name })} />
        <BothWords label={t('goal')} value={phase.goal} onKeep={goal => set({ goal })} />
        <div>
          <p className={styles.note}>{t('order')}</p>
          <SegmentedControl
            fullWidth
            size="xs"
            disabled={!may}
            aria-label={t('order')}
            value={phase.order}
            data={(['sequence', 'any'] as const).map(value => ({ value, label: t(`orders.${value}`) }))}
            onChange={value => set({ order: value === 'any' ? 'any' : 'sequence' })}
          />
        </div>
        <DesiredField desired={phase.desired} onChange={desired => set({ desired })} />
      </div>
    </>
  )
}
