import { Popover } from '@mantine/core'
import { IconFilterPlus, IconX } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMapView } from '../data.ts'
import type { Choosable } from '../explore/activities.ts'
import styles from '../filters.module.css'
import { caseFilterNames, useFilterWords } from './use-filter-words.ts'

const CaseFilterForm = lazy(async () => ({ default: (await import('./CaseFilterForm.tsx')).CaseFilterForm }))

/** The filters on whole journeys: one chip each, which takes it away, and the form that adds them. */
export function CaseFilters({ activities }: { activities: Choosable }) {
  const { t } = useTranslation('caseFilters')
  const { view, show } = useMapView()
  const [open, setOpen] = useState(false)
  const words = useFilterWords(activities.name)
  const on = caseFilterNames.flatMap(name => (view[name] === undefined ? [] : [{ name, told: view[name] }]))
  return (
    <>
      {on.map(({ name, told }) => {
        const filter = words(name, told)
        return (
          <button
            key={name}
            type="button"
            className={styles.chip}
            data-active
            title={filter}
            aria-label={t('remove', { filter })}
            onClick={() => show({ [name]: undefined })}
          >
            <span className={styles.told}>{filter}</span>
            <IconX size={13} aria-hidden />
          </button>
        )
      })}
      <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus shadow="md" width={360}>
        <Popover.Target>
          <button
            type="button"
            className={styles.chip}
            aria-expanded={open}
            onClick={() => {
              activities.want?.()
              setOpen(!open)
            }}
          >
            <IconFilterPlus size={15} stroke={1.7} aria-hidden />
            {t('add')}
          </button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('add')}>
          {open && (
            <Suspense>
              <CaseFilterForm
                activities={activities}
                view={view}
                use={change => {
                  setOpen(false)
                  show(change)
                }}
              />
            </Suspense>
          )}
        </Popover.Dropdown>
      </Popover>
    </>
  )
}
