import { ActionIcon, CopyButton } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import styles from './copy-text.module.css'

/** Words to be taken elsewhere, with a button that copies them. */
export function CopyText({ text, block }: { text: string; block?: boolean }) {
  const { t } = useTranslation('kit')
  return (
    <span className={block ? styles.block : styles.line}>
      {block ? <pre>{text}</pre> : <code>{text}</code>}
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={28}
            aria-label={copied ? t('copied') : t('copy')}
            onClick={copy}
          >
            {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          </ActionIcon>
        )}
      </CopyButton>
    </span>
  )
}
