import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../kit/Dialog.tsx'
import styles from './bars.module.css'
import type { PastePlan } from './paste-plan.ts'

/** Shows what a paste would do when it would not simply fit: what lies beyond the map, and what cannot be written. */
export function PasteQuestion(props: { plan: PastePlan; act: (addSteps: boolean) => void; close: () => void }) {
  const { t } = useTranslation('grid')
  const { plan, act, close } = props
  const { beyondColumns, beyondRows, refused, cut, block } = plan
  const [adds, setAdds] = useState(true)
  const rows = block.slice(0, 8)
  return (
    <Dialog wide title={t('paste.title')} close={close}>
      <div className={styles.question}>
        <p>{t('paste.size', { rows: block.length, columns: Math.max(...block.map(row => row.length)) })}</p>
        <div className={styles.preview}>
          <table>
            <tbody>
              {rows.map((row, down) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows of a spreadsheet have no other name.
                <tr key={down}>
                  {row.slice(0, 8).map((text, across) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: see above.
                    <td key={across}>{text}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <ul>
          <li>{t('paste.taken', { count: plan.taken })}</li>
          {beyondColumns > 0 && !adds && <li>{t('paste.columns', { count: beyondColumns })}</li>}
          {beyondRows > 0 && <li>{t('paste.rows', { count: beyondRows })}</li>}
          {refused.length > 0 && (
            <li>{t('paste.refused', { count: refused.length, first: refused[0]!.slice(0, 40) })}</li>
          )}
          {cut > 0 && <li>{t('paste.cut', { count: cut })}</li>}
        </ul>
        {beyondColumns > 0 && (
          <Checkbox
            label={t('paste.add', { count: beyondColumns })}
            checked={adds}
            onChange={event => setAdds(event.currentTarget.checked)}
          />
        )}
        <div className={styles.buttons}>
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button
            data-autofocus
            onClick={() => {
              close()
              act(beyondColumns > 0 && adds)
            }}
          >
            {t('paste.do')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
