import { partsOfComment } from '../../../vocabulary/map/comment.ts'
import { useNameOf } from './data.ts'
import styles from './talk.module.css'

/** What somebody said, part by part: text stays text, whatever it holds. */
export function Said({ body }: { body: string }) {
  const nameOf = useNameOf()
  let at = 0
  return (
    <p className={styles.said}>
      {partsOfComment(body).map(part => {
        at += 1
        if (part.kind === 'mention') return <b key={at}>@{nameOf(part.member)}</b>
        if (part.kind === 'link') {
          return (
            <a key={at} href={part.address} target="_blank" rel="noopener noreferrer nofollow">
              {part.address}
            </a>
          )
        }
        return part.text
      })}
    </p>
  )
}
