import { UnstyledButton } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import styles from './controls.module.css'
import { palette } from './palette-store.ts'

/** Opens the command palette, as Ctrl+K does. */
export function SearchButton() {
  const { t } = useTranslation('kit')
  return (
    <UnstyledButton
      className={styles.search}
      onClick={palette.open}
      aria-label={t('palette.open')}
      aria-keyshortcuts="Control+K"
    >
      <IconSearch size={17} stroke={1.7} aria-hidden />
      <kbd aria-hidden>{navigator.platform.startsWith('Mac') ? '⌘K' : 'Ctrl K'}</kbd>
    </UnstyledButton>
  )
}
