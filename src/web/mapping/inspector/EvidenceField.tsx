import { ActionIcon, Button, NumberInput, Select, TextInput } from '@mantine/core'
import { IconExternalLink, IconPencil, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '../../../vocabulary/id.ts'
import { type Evidence, evidenceMethods } from '../../../vocabulary/map/evidence.ts'
import type { MapEdit } from '../../../vocabulary/map/map-edit.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { dayIn } from '../../measuring/view.ts'
import { useLibrary } from '../data.ts'
import { useEditing } from '../editing.ts'
import styles from '../inspector.module.css'
import { useMapPlace } from '../map-place.ts'
import { MapPicture } from '../pictures/MapPicture.tsx'
import { PictureField } from '../pictures/PictureField.tsx'

/** In the order of the level, from 0. */
const levels = ['guess', 'heard', 'agree', 'measured', 'again'] as const
const levelOf = (evidence: Evidence) => levels[evidence.level] ?? 'guess'

/** What backs an element: pieces of evidence with their method, date, size and level. What is out of date says so. */
export function EvidenceField(props: {
  ids: readonly string[]
  /** The edits that give the element this evidence. */
  edits: (ids: readonly string[]) => MapEdit[]
}) {
  const { ids, edits } = props
  const { t } = useTranslation('inspector')
  const g = useTranslation('grid').t
  const figures = useFigures()
  const { say } = useLabels()
  const { whole } = useMapPlace()
  const { may, change, editLibrary } = useEditing()
  const library = useLibrary(may)
  const [writing, setWriting] = useState<Evidence>()
  const known = new Map(
    [...(library.data?.library.evidence ?? []), ...whole.library.evidence].map(one => [one.id, one]),
  )
  const today = dayIn(new Date(), 'UTC')
  const nameOf = (one: Evidence) => say(one.name) || g(`evidence.methods.${one.method}`)
  const others = [...known.values()].filter(one => !ids.includes(one.id))

  function keep(evidence: Evidence): void {
    setWriting(undefined)
    if (ids.includes(evidence.id)) {
      const { id, ...fields } = evidence
      void editLibrary({ op: 'set', kind: 'evidence', id, set: fields })
    } else {
      void change([
        { library: [{ op: 'add', kind: 'evidence', object: evidence }] },
        { map: edits([...ids, evidence.id]) },
      ])
    }
  }

  return (
    <section className={styles.box} aria-label={t('evidence.title')}>
      <h3>{t('evidence.title')}</h3>
      {ids.length === 0 && <p>{t('evidence.none')}</p>}
      <ul className={styles.list}>
        {ids.map(id => {
          const one = known.get(id)
          if (!one) return null
          const expired = one.expiresAt !== null && one.expiresAt <= today
          return (
            <li key={id} className={styles.row}>
              <span data-expired={expired ? '' : undefined}>
                <b>{nameOf(one)}</b>
                <span className={styles.level} title={t(`evidence.levels.${levelOf(one)}`)}>
                  <span aria-hidden>
                    {'●'.repeat(one.level)}
                    {'○'.repeat(4 - one.level)}
                  </span>
                  <span className="unseen">{t(`evidence.levels.${levelOf(one)}`)}</span>
                </span>
                <br />
                <span className={styles.note}>
                  {[
                    one.name ? g(`evidence.methods.${one.method}`) : '',
                    one.date ? figures.day(one.date) : '',
                    one.sampleSize === null ? '' : t('evidence.n', { n: figures.whole(one.sampleSize) }),
                    expired ? t('evidence.expired', { day: figures.day(one.expiresAt!) }) : '',
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
                {one.picture && <MapPicture picture={one.picture} />}
              </span>
              <span className={styles.tools}>
                {one.link && isSafe(one.link) && (
                  <ActionIcon
                    component="a"
                    href={one.link}
                    target="_blank"
                    rel="noopener noreferrer nofollow"
                    variant="subtle"
                    color="gray"
                    aria-label={t('evidence.open')}
                  >
                    <IconExternalLink size={15} aria-hidden />
                  </ActionIcon>
                )}
                {may && (
                  <>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={`${t('evidence.edit')}, ${nameOf(one)}`}
                      onClick={() => setWriting(one)}
                    >
                      <IconPencil size={15} aria-hidden />
                    </ActionIcon>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={t('evidence.detach', { name: nameOf(one) })}
                      onClick={() => void change([{ map: edits(ids.filter(other => other !== id)) }])}
                    >
                      <IconX size={15} aria-hidden />
                    </ActionIcon>
                  </>
                )}
              </span>
            </li>
          )
        })}
      </ul>
      {may && writing && (
        <EvidenceForm key={writing.id} evidence={writing} onKeep={keep} onGiveUp={() => setWriting(undefined)} />
      )}
      {may && !writing && (
        <>
          <Button
            variant="default"
            size="xs"
            onClick={() =>
              setWriting({
                id: newId('evd'),
                name: null,
                method: 'interview',
                date: today,
                sampleSize: null,
                link: null,
                expiresAt: null,
                level: 1,
              })
            }
          >
            {t('evidence.add')}
          </Button>
          {others.length > 0 && (
            <Select
              size="xs"
              searchable
              aria-label={t('evidence.link')}
              placeholder={t('evidence.link')}
              value={null}
              data={others.map(one => ({ value: one.id, label: nameOf(one) }))}
              onChange={id => id && void change([{ map: edits([...ids, id]) }])}
            />
          )}
        </>
      )}
    </section>
  )
}

/** Only addresses of the web are followed: nothing else is a source that a reader may open. */
const isSafe = (link: string) => /^https?:\/\//i.test(link)

function EvidenceForm(props: { evidence: Evidence; onKeep: (evidence: Evidence) => void; onGiveUp: () => void }) {
  const { evidence, onKeep, onGiveUp } = props
  const { t } = useTranslation('inspector')
  const g = useTranslation('grid').t
  const { say, write } = useLabels()
  const [now, setNow] = useState(evidence)
  const wrong = now.link !== null && now.link !== '' && !isSafe(now.link)
  return (
    <form
      className={styles.fields}
      onSubmit={event => {
        event.preventDefault()
        if (!wrong) onKeep({ ...now, link: now.link || null })
      }}
    >
      <TextInput
        size="sm"
        label={t('evidence.name')}
        value={say(now.name)}
        onChange={event => {
          const text = event.currentTarget.value
          setNow({ ...now, name: text === '' ? null : write(now.name, text) })
        }}
      />
      <div className={styles.pair}>
        <Select
          size="sm"
          label={t('evidence.method')}
          value={now.method}
          data={evidenceMethods.map(value => ({ value, label: g(`evidence.methods.${value}`) }))}
          onChange={method => method && setNow({ ...now, method: method as Evidence['method'] })}
        />
        <Select
          size="sm"
          label={t('evidence.level')}
          value={String(now.level)}
          data={levels.map((level, at) => ({ value: String(at), label: t(`evidence.levels.${level}`) }))}
          onChange={level => level && setNow({ ...now, level: Number(level) })}
        />
        <TextInput
          size="sm"
          type="date"
          label={t('evidence.date')}
          value={now.date ?? ''}
          onChange={event => setNow({ ...now, date: event.currentTarget.value || null })}
        />
        <TextInput
          size="sm"
          type="date"
          label={t('evidence.expires')}
          value={now.expiresAt ?? ''}
          onChange={event => setNow({ ...now, expiresAt: event.currentTarget.value || null })}
        />
      </div>
      <NumberInput
        size="sm"
        min={0}
        allowDecimal={false}
        hideControls
        label={t('evidence.sample')}
        value={now.sampleSize ?? ''}
        onChange={value => setNow({ ...now, sampleSize: typeof value === 'number' ? value : null })}
      />
      <TextInput
        size="sm"
        label={t('evidence.address')}
        placeholder="https://"
        error={wrong ? t('evidence.wrongLink') : undefined}
        value={now.link ?? ''}
        onChange={event => setNow({ ...now, link: event.currentTarget.value })}
      />
      <PictureField value={now.picture} onKeep={picture => setNow(last => ({ ...last, picture }))} />
      <div className={styles.row}>
        <Button variant="default" size="xs" onClick={onGiveUp}>
          {t('evidence.giveUp')}
        </Button>
        <Button type="submit" size="xs">
          {t('evidence.keep')}
        </Button>
      </div>
    </form>
  )
}
