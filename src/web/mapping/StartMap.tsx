import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { templateKeys } from '../../contract/mapping.ts'
import { useMay, useWorkspaceKey } from '../admitting/data.ts'
import { useFigures } from '../kit/figures.ts'
import { useLabels } from '../kit/label.ts'
import { Refused } from '../kit/Refused.tsx'
import styles from './atlas/maps.module.css'
import { useCreateMap } from './data.ts'
import { ImportButton } from './imports/ImportButton.tsx'

const shapes = {
  'discovery-to-return': 'M2 30C20 8 30 10 44 22s22 26 40 24 24-34 44-36 34 18 70 6',
  'awareness-to-loyalty': 'M2 44C30 40 40 30 62 34s30 12 52-4 44-22 84-24',
  empty: 'M2 28H198',
} as const

/** The ways to begin a map: two journeys already drawn, a blank sheet, a file. */
export function StartMap({ first }: { first: boolean }) {
  const { t } = useTranslation('mapping')
  const { write } = useLabels()
  const { language, pair } = useFigures()
  const navigate = useNavigate()
  const workspace = useWorkspaceKey()
  const may = useMay()('map.edit')
  const creating = useCreateMap()
  const start = (from: (typeof templateKeys)[number] | 'empty') =>
    creating.mutate(
      { from, defaultLocale: language, ...(from === 'empty' ? { name: write(null, t('blankName')) } : {}) },
      {
        onSuccess: whole =>
          navigate({
            to: '/w/$workspace/maps/$map',
            params: { workspace, map: whole.map.id },
            search: { view: 'designed' },
          }),
      },
    )
  return (
    <section className={styles.start}>
      <h2>{first ? t('empty.title') : t('newMap')}</h2>
      <p>{t('empty.text')}</p>
      <div className={styles.choices}>
        {([...templateKeys, 'empty'] as const).map(key => (
          <article key={key} className={styles.choice}>
            <svg viewBox="0 0 200 56" preserveAspectRatio="none" aria-hidden="true">
              <path d={shapes[key]} />
            </svg>
            <h3>{t(`templates.${key}.name`)}</h3>
            <p>{t(`templates.${key}.text`)}</p>
            {may && (
              <Button
                size="xs"
                variant={key === 'empty' ? 'default' : 'filled'}
                loading={creating.isPending && creating.variables.from === key}
                onClick={() => start(key)}
                aria-label={pair(t('createFrom'), t(`templates.${key}.name`))}
              >
                {t('createFrom')}
              </Button>
            )}
          </article>
        ))}
      </div>
      <Refused error={creating.error} />
      {first && (
        <div className={styles.aside}>
          {may && <ImportButton />}
          <span>{t('empty.load')}</span>
        </div>
      )}
    </section>
  )
}
