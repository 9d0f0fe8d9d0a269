import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp, IconKeyboard, IconSearch } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { useDraft } from '../use-draft.ts'
import styles from './editor.module.css'

/** What acts on the survey as a whole, over its questions. */
export function EditorTools(props: {
  draft: ReturnType<typeof useDraft>
  isAnyOpen: boolean
  openAll: () => void
  closeAll: () => void
  find: () => void
  sheet: () => void
  copyIn: () => void
  search: ReactNode
}) {
  const { draft, isAnyOpen, openAll, closeAll, find, sheet, copyIn, search } = props
  const { t } = useTranslation('surveyEditor')
  const icons = [
    ['undo', 'keys.undo', IconArrowBackUp, draft.undo],
    ['redo', 'keys.redo', IconArrowForwardUp, draft.redo],
    ['find', 'keys.find', IconSearch, find],
    ['keysOpen', 'keys.sheet', IconKeyboard, sheet],
  ] as const
  return (
    <div className={styles.tools}>
      {icons.map(([name, keys, Icon, act]) => (
        <Tooltip key={name} label={`${t(name)} (${t(keys)})`}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t(name)}
            disabled={!act}
            onClick={() => act?.()}
            {...(name === 'keysOpen' ? { className: styles.onDesk ?? '' } : {})}
          >
            <Icon size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ))}
      <Button size="compact-sm" variant="subtle" color="gray" onClick={isAnyOpen ? closeAll : openAll}>
        {t(isAnyOpen ? 'closeAll' : 'openAll')}
      </Button>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={copyIn}>
        {t('copyIn')}
      </Button>
      {search}
    </div>
  )
}
