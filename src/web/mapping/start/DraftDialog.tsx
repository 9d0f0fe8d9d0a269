import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { Dialog } from '../../kit/Dialog.tsx'
import { useFigures } from '../../kit/figures.ts'
import { Refused } from '../../kit/Refused.tsx'
import { Waiting } from '../../kit/Waiting.tsx'
import { DraftTable } from './DraftTable.tsx'
import { type DraftWays, useDraft, useDrawDraft } from './data.ts'
import styles from './start.module.css'

const reaches = [0.05, 0.1, 0.2, 0.3, 0.5] as const
const groups = [0, 60, 600, 3600] as const

/** A map from data: what was lived is shown as it would be drawn, and drawn as a draft for people to name. */
export function DraftDialog({ selection, close }: { selection: DraftWays; close: () => void }) {
  const { t } = useTranslation('mapStart')
  const figures = useFigures()
  const navigate = useNavigate()
  const workspace = useWorkspaceKey()
  const [name, setName] = useState<string>(t('data.defaultName'))
  const [reach, setReach] = useState(0.1)
  const [group, setGroup] = useState(60)
  const ways: DraftWays = {
    ...selection,
    minimumReach: reach,
    groupWithinSeconds: group,
    language: figures.language,
  }
  const draft = useDraft(ways)
  const drawing = useDrawDraft()
  const draw = () =>
    drawing.mutate(
      { ...ways, ...(name.trim() ? { name: name.trim() } : {}) },
      {
        onSuccess: ({ map }) => {
          close()
          if (map !== null)
            void navigate({
              to: '/w/$workspace/maps/$map',
              params: { workspace, map },
              search: { view: 'designed' },
            })
        },
      },
    )
  const told = draft.data
  return (
    <Dialog title={t('data.title')} close={close} wide>
      <div className={styles.draft}>
        <p className={styles.note}>{t('data.about')}</p>
        {selection.activities && <p className={styles.note}>{t('data.ofVariant')}</p>}
        <div className={styles.fields}>
          <TextInput
            label={t('data.journeyName')}
            value={name}
            maxLength={200}
            onChange={event => setName(event.currentTarget.value)}
          />
          {!selection.activities && (
            <NativeSelect
              label={t('data.reach')}
              value={String(reach)}
              data={reaches.map(share => ({
                value: String(share),
                label: t('data.reachOption', { percent: figures.share(share) }),
              }))}
              onChange={event => setReach(Number(event.currentTarget.value))}
            />
          )}
          <NativeSelect
            label={t('data.group')}
            value={String(group)}
            data={groups.map(seconds => ({
              value: String(seconds),
              label: seconds === 0 ? t('data.noGroup') : figures.lasting(seconds * 1000),
            }))}
            onChange={event => setGroup(Number(event.currentTarget.value))}
          />
        </div>
        <Refused error={draft.error ?? drawing.error} />
        {draft.isPending && <Waiting lines={4} />}
        {told && <DraftTable draft={told} busy={draft.isPlaceholderData} />}
        <div className={styles.end}>
          <Button
            loading={drawing.isPending}
            disabled={!told || told.phases.length === 0 || draft.isPlaceholderData}
            onClick={draw}
          >
            {t('data.create')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
