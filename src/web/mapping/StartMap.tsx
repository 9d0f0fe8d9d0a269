import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { templateFaces } from '../../contract/map-templates.ts'
import type { templateKeys } from '../../contract/mapping.ts'
import { useMay, useWorkspaceKey } from '../admitting/data.ts'
import { useFigures } from '../kit/figures.ts'
import { useLabels } from '../kit/label.ts'
import { Refused } from '../kit/Refused.tsx'
import { useCreateMap } from './data.ts'
import { ImportButton } from './imports/ImportButton.tsx'
import { DraftButton } from './start/DraftButton.tsx'
import styles from './start/start.module.css'
import { TemplateCard } from './start/TemplateCard.tsx'

/** The ways to begin a map: a blank sheet, a file, what was lived, and journeys of many trades already drawn. */
export function StartMap({ first }: { first: boolean }) {
  const { t } = useTranslation('mapStart')
  const m = useTranslation('mapping').t
  const { write } = useLabels()
  const { language, pair } = useFigures()
  const navigate = useNavigate()
  const workspace = useWorkspaceKey()
  const may = useMay()('map.edit')
  const creating = useCreateMap()
  const begin = (from: (typeof templateKeys)[number] | 'empty') =>
    creating.mutate(
      { from, defaultLocale: language, ...(from === 'empty' ? { name: write(null, m('blankName')) } : {}) },
      {
        onSuccess: whole =>
          navigate({
            to: '/w/$workspace/maps/$map',
            params: { workspace, map: whole.map.id },
            search: { view: 'designed' },
          }),
      },
    )
  const busyWith = creating.isPending ? creating.variables.from : undefined
  return (
    <section className={styles.start}>
      <h2>{first ? m('empty.title') : m('newMap')}</h2>
      <p>{m('empty.text')}</p>
      {may && (
        <ul className={styles.ways}>
          <li className={styles.way}>
            <h3>{t('blank.name')}</h3>
            <p>{t('blank.text')}</p>
            <Button
              size="xs"
              variant="default"
              loading={busyWith === 'empty'}
              onClick={() => begin('empty')}
              aria-label={pair(m('createFrom'), t('blank.name'))}
            >
              {m('createFrom')}
            </Button>
          </li>
          <li className={styles.way}>
            <h3>{t('bring.name')}</h3>
            <p>{t('bring.text')}</p>
            <ImportButton />
          </li>
          <li className={styles.way}>
            <h3>{t('data.name')}</h3>
            <p>{t('data.text')}</p>
            <DraftButton selection={{}} />
          </li>
        </ul>
      )}
      <h3 className={styles.section}>{t('templates')}</h3>
      <p className={styles.note}>{t('templatesText')}</p>
      <ul className={styles.templates}>
        {templateFaces.map(face => (
          <TemplateCard
            key={face.key}
            face={face}
            begin={may ? () => begin(face.key) : undefined}
            busy={busyWith === face.key}
          />
        ))}
      </ul>
      <Refused error={creating.error} />
      {first && <p className={styles.note}>{m('empty.load')}</p>}
    </section>
  )
}
