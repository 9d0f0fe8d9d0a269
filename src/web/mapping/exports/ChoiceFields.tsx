import { Checkbox, NativeSelect, SegmentedControl, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type DrawingPaper, drawingPapers } from '../../../contract/map-drawing.ts'
import { useMay } from '../../admitting/data.ts'
import { useLabels } from '../../kit/label.ts'
import { useMapPlace } from '../map-place.ts'
import type { Change, Choices } from './choices.ts'
import styles from './exports.module.css'

const formats = ['pdf', 'pptx', 'png', 'svg'] as const
const views = ['designed', 'lived', 'gap'] as const

/** How the map is drawn: as what, on what, in which language, and which of its lanes. */
export function ChoiceFields({ choices, change }: { choices: Choices; change: Change }) {
  const { t } = useTranslation('mapExports')
  const m = useTranslation('mapping').t
  const { say } = useLabels()
  const { lanes } = useMapPlace()
  const { format, paper, one, language, scheme, hidden, note, view } = choices
  const may = useMay()
  return (
    <div className={styles.fields}>
      <div className={styles.wide}>
        <span className={styles.label} id="export-format">
          {t('format')}
        </span>
        <SegmentedControl
          fullWidth
          aria-labelledby="export-format"
          value={format}
          onChange={value => change({ format: value })}
          data={formats.map(value => ({ value, label: t(`formats.${value}`) }))}
        />
        <p className={styles.about}>{t(`about.${format}`)}</p>
      </div>
      {may('measure.read') && (
        <div className={styles.wide}>
          <span className={styles.label} id="export-view">
            {t('view')}
          </span>
          <SegmentedControl
            fullWidth
            aria-labelledby="export-view"
            value={view}
            onChange={value => change({ view: value })}
            data={views.map(value => ({ value, label: t(`views.${value}`) }))}
          />
          <p className={styles.about}>{t(`aboutView.${view}`)}</p>
        </div>
      )}
      {format === 'pdf' && (
        <div className={styles.wide}>
          <NativeSelect
            label={t('paper')}
            value={paper}
            onChange={event => change({ paper: event.currentTarget.value as DrawingPaper })}
            data={drawingPapers.map(value => ({ value, label: t(`papers.${value}`) }))}
          />
          {paper !== 'fit' && (
            <Checkbox
              mt={8}
              size="sm"
              label={t('one')}
              checked={one}
              onChange={event => change({ one: event.currentTarget.checked })}
            />
          )}
        </div>
      )}
      <NativeSelect
        label={t('language')}
        value={language}
        onChange={event => change({ language: event.currentTarget.value as 'fr' | 'en' })}
        data={(['fr', 'en'] as const).map(value => ({ value, label: t(`languages.${value}`) }))}
      />
      <NativeSelect
        label={t('ground')}
        value={scheme}
        onChange={event => change({ scheme: event.currentTarget.value as 'warm' | 'print' })}
        data={(['warm', 'print'] as const).map(value => ({ value, label: t(`grounds.${value}`) }))}
      />
      <fieldset className={styles.lanes}>
        <legend className={styles.label}>{t('lanes')}</legend>
        {lanes.map(lane => (
          <Checkbox
            key={lane.id}
            size="sm"
            label={say(lane.name) || m(`lanes.${lane.type}`)}
            checked={!hidden.has(lane.id)}
            onChange={event => {
              const shown = event.currentTarget.checked
              change(last => ({ hidden: withLane(last.hidden, lane.id, shown) }))
            }}
          />
        ))}
        {hidden.size >= lanes.length && <p role="alert">{t('noLane')}</p>}
      </fieldset>
      <TextInput
        className={styles.wide}
        label={t('note')}
        placeholder={t('noteHint')}
        maxLength={160}
        value={note}
        onChange={event => change({ note: event.currentTarget.value })}
      />
    </div>
  )
}

function withLane(hidden: ReadonlySet<string>, lane: string, shown: boolean): ReadonlySet<string> {
  const next = new Set(hidden)
  if (shown) next.delete(lane)
  else next.add(lane)
  return next
}
