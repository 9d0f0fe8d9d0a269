import { useTranslation } from 'react-i18next'
import type { MapChange } from '../../../vocabulary/map/map-change.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import styles from './compare.module.css'

/** Every change in words, gathered by the place where it stands. */
export function ChangeList({ changes }: { changes: readonly MapChange[] }) {
  const { t } = useTranslation('atlas')
  const { say } = useLabels()
  const figures = useFigures()
  const places = Map.groupBy(changes, change =>
    [say(change.phase), change.element === 'phase' ? '' : say(change.step)].filter(Boolean).join(' · '),
  )
  return (
    <ul className={styles.changes}>
      {[...places].map(([place, list]) => {
        const gain = list.find(one => one.gain !== null)?.gain ?? null
        return (
          <li key={place}>
            <h3>
              {place || t('compare.whole')}
              {gain !== null && <small>{t('compare.gainOf', { value: figures.feeling(gain) })}</small>}
            </h3>
            <ul>
              {list.map(change => (
                <li key={`${change.element} ${change.kind} ${change.before} ${change.after} ${say(change.name)}`}>
                  <Change change={change} />
                </li>
              ))}
            </ul>
          </li>
        )
      })}
    </ul>
  )
}

function Change({ change }: { change: MapChange }) {
  const { t } = useTranslation('atlas')
  const { say } = useLabels()
  const { pair } = useFigures()
  const from = change.fields.find(one => one.field === 'from')
  const fields = change.fields.filter(one => one !== from)
  return (
    <>
      <span className={styles.kind} data-kind={change.kind}>
        {t(`compare.kinds.${change.kind}`)}
      </span>
      <span>
        {pair(t(`compare.elements.${change.element}`), say(change.name))}
        {from && (
          <small>
            {t('compare.from')} {say(from.before)}
          </small>
        )}
        {change.matchedBy && change.matchedBy !== 'id' && <small>{t(`compare.matched.${change.matchedBy}`)}</small>}
        {fields.length > 0 && (
          <dl>
            {fields.map(({ field, before, after }) => (
              <div key={field}>
                <dt>{fieldName(t, field)}</dt>
                <dd>
                  <del>{before ? say(before) : t('compare.empty')}</del>
                  <ins>{after ? say(after) : t('compare.empty')}</ins>
                </dd>
              </div>
            ))}
          </dl>
        )}
      </span>
    </>
  )
}

/** A field as people call it; of a persona, the feeling with the persona's name. */
function fieldName(t: ReturnType<typeof useTranslation<'atlas'>>['t'], field: string): string {
  const [known, ...persona] = field.split(' ')
  const word = t(`compare.fields.${known as 'name'}`)
  return persona.length > 0 ? `${word}, ${persona.join(' ')}` : word
}
