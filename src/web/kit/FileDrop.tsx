import { Button, FileButton } from '@mantine/core'
import { type DragEvent, useState } from 'react'
import styles from './file-drop.module.css'

type Props = {
  /** What the button says. */
  readonly choose: string
  /** What stands above it, and what while a file is held over it. */
  readonly text: string
  readonly textOver?: string
  readonly busy: boolean
  /** The kinds that the window to choose from offers; every kind where it is left out. */
  readonly accept?: string
  /** In a dialog the button is smaller, and has the focus first. */
  readonly inDialog?: boolean
  readonly take: (file: File) => void
}

/** Where a file is dropped, or chosen from a window. */
export function FileDrop({ choose, text, textOver = text, busy, accept, inDialog = false, take }: Props) {
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file) take(file)
  }
  return (
    <section
      aria-label={choose}
      className={styles.drop}
      data-over={over || undefined}
      onDragOver={event => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <span>{over && !busy ? textOver : text}</span>
      <FileButton
        onChange={file => file && take(file)}
        inputProps={{ 'aria-label': choose }}
        {...(accept === undefined ? {} : { accept })}
      >
        {props => (
          <Button {...props} loading={busy} {...(inDialog ? { size: 'sm', 'data-autofocus': true } : {})}>
            {choose}
          </Button>
        )}
      </FileButton>
    </section>
  )
}
