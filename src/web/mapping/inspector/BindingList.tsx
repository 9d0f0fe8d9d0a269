import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BindingRule } from '../../../vocabulary/binding.ts'
import { newId } from '../../../vocabulary/id.ts'
import type { Touchpoint } from '../../../vocabulary/touchpoint.ts'
import { useLabels } from '../../kit/label.ts'
import { SideDrawer } from '../../kit/SideDrawer.tsx'
import { useEditing } from '../editing.ts'
import styles from '../inspector.module.css'
import { useMapPlace } from '../map-place.ts'
import { useConditionWords } from './condition-words.ts'

const BindingEditor = lazy(() => import('./BindingEditor.tsx').then(module => ({ default: module.BindingEditor })))

/** The rules that say which events are visits of a touchpoint. */
export function BindingList({ touchpoint }: { touchpoint: Touchpoint }) {
  const { t } = useTranslation('mapping')
  const kit = useTranslation('kit').t
  const { say } = useLabels()
  const { whole } = useMapPlace()
  const { may } = useEditing()
  const words = useConditionWords()
  const [open, setOpen] = useState<{ rule: BindingRule; saved: BindingRule | null }>()
  const rules = whole.bindings.filter(rule => rule.touchpoint === touchpoint.id)
  const fresh = (): BindingRule => ({
    id: newId('bnd'),
    touchpoint: touchpoint.id,
    priority: 100,
    when: { field: 'type', op: 'eq', value: '' },
    merge: null,
    visit: null,
    validFrom: null,
    validUntil: null,
  })
  return (
    <section className={styles.box}>
      <h3>{t('binding.title')}</h3>
      {rules.length === 0 && <p>{t('binding.none')}</p>}
      {rules.map(rule => (
        <div key={rule.id} className={styles.row}>
          <span>{words(rule.when)}</span>
          {may && (
            <Button
              variant="subtle"
              size="compact-xs"
              onClick={() => setOpen({ rule, saved: rule })}
              aria-label={t('binding.edit')}
            >
              {kit('edit')}
            </Button>
          )}
        </div>
      ))}
      {may && (
        <div>
          <Button variant="default" size="xs" onClick={() => setOpen({ rule: fresh(), saved: null })}>
            {t('binding.add')}
          </Button>
        </div>
      )}
      <SideDrawer
        opened={open !== undefined}
        title={`${t('binding.title')} · ${say(touchpoint.name)}`}
        close={() => setOpen(undefined)}
        width={620}
      >
        {open && (
          <Suspense fallback={null}>
            <BindingEditor rule={open.rule} saved={open.saved} close={() => setOpen(undefined)} />
          </Suspense>
        )}
      </SideDrawer>
    </section>
  )
}
