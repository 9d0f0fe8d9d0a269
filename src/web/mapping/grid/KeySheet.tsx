import { useTranslation } from 'react-i18next'
import { Dialog } from '../../kit/Dialog.tsx'
import styles from './bars.module.css'

const groups = {
  move: ['tab', 'arrows', 'home', 'page'],
  write: ['enter', 'type', 'newLine', 'leave'],
  select: ['range', 'all', 'clipboard', 'fill', 'clear'],
  shape: ['insert', 'alt', 'copy', 'touchpoint', 'moment', 'menu', 'details'],
  feel: ['slider', 'half', 'digits', 'beside'],
  look: ['views', 'find', 'zoom', 'pan', 'palette', 'undo', 'save', 'help'],
} as const

/** All keys of the map on one sheet. */
export function KeySheet({ close }: { close: () => void }) {
  const { t } = useTranslation('grid')
  return (
    <Dialog wide title={t('sheet.title')} close={close}>
      <div className={styles.sheet}>
        {(Object.keys(groups) as (keyof typeof groups)[]).map(group => (
          <section key={group}>
            <h3>{t(`sheet.groups.${group}`)}</h3>
            <dl>
              {groups[group].map(one => (
                <div key={one}>
                  <dt>{t(`sheet.keys.${one}`)}</dt>
                  <dd>{t(`sheet.does.${one}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
