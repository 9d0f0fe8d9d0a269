import { Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../admitting/data.ts'
import styles from './live.module.css'
import { initialsOf } from './people.ts'
import { useLiveMap, useOthers } from './use-live-map.ts'

const mostShown = 4

/** Who else has the map open, one mark each. */
export function PresentPeople() {
  const { t } = useTranslation('live')
  const { people: here } = useLiveMap()
  const me = useMe().data?.member?.id
  // One's own other windows are told in their cells; here they would only be a second oneself.
  const others = useOthers().filter(one => one.member !== me)
  // Somebody with two windows open is still one person.
  const people = [...new Map(others.map(one => [one.member, one])).values()]
  if (people.length === 0) return null
  const names = people.map(one => one.name)
  return (
    // biome-ignore lint/a11y/useSemanticElements: marks in a row are a list to a reader, and a line to the eye.
    <span className={styles.people} role="list" aria-label={t('here', { names: names.join(', ') })}>
      {people.slice(0, mostShown).map(one => (
        <Tooltip key={one.member} label={one.writing ? t('writing', { name: one.name }) : one.name}>
          {/* biome-ignore lint/a11y/useSemanticElements: see above. */}
          <span
            role="listitem"
            aria-label={one.name}
            className={styles.person}
            data-writing={one.writing || undefined}
            style={{ '--person': here.colour(one.member) } as React.CSSProperties}
          >
            {initialsOf(one.name)}
          </span>
        </Tooltip>
      ))}
      {people.length > mostShown && (
        <Tooltip label={names.slice(mostShown).join(', ')}>
          {/* biome-ignore lint/a11y/useSemanticElements: see above. */}
          <span role="listitem" className={styles.person} aria-label={names.slice(mostShown).join(', ')}>
            {t('more', { n: people.length - mostShown })}
          </span>
        </Tooltip>
      )}
    </span>
  )
}
