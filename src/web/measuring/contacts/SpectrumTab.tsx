import { Button, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SpectrumAnswer } from '../../../contract/measuring-durations.ts'
import { useFigures } from '../../kit/figures.ts'
import { Comparison } from '../compare/Comparison.tsx'
import { useContactRates } from '../compare/use-rates.ts'
import { ActivityPicker } from '../explore/ActivityPicker.tsx'
import { useActivities } from '../explore/activities.ts'
import { Panel } from '../explore/Panel.tsx'
import styles from './contacts.module.css'
import { useContactsView, useListedPassages, useSpectrum } from './data.ts'
import { MovesDrawer } from './MovesDrawer.tsx'
import { RateFigure } from './RateFigure.tsx'
import { SpectrumDrawing } from './SpectrumDrawing.tsx'
import { TimeFigure } from './TimeFigure.tsx'
import { spectrumBins } from './view.ts'

/** Each passage from one step directly to another: when it began, and how long it took. */
export function SpectrumTab() {
  const { t } = useTranslation('contacts')
  const { view, show } = useContactsView()
  const activities = useActivities()
  // Without a choice, the most travelled passage between two different steps.
  const most = activities.graph?.follows.find(one => one.from !== one.to)
  const start = view.start ?? most?.from
  const end = view.end ?? most?.to
  const spectrum = useSpectrum({ start, end })
  const { ofSpectrum } = useContactRates()
  const bins = view.bins ?? 'week'
  const lists = useTranslation('lists').t
  const [listed, setListed] = useState<{ start: string; end: string }>()
  const list = useListedPassages(listed)
  return (
    <>
      <div className={`${styles.choices} ${styles.chosen}`}>
        <ActivityPicker
          label={t('spectrum.from')}
          anything={t('spectrum.choose')}
          value={start}
          activities={activities}
          choose={chosen => show({ start: chosen, end })}
        />
        <ActivityPicker
          label={t('spectrum.to')}
          anything={t('spectrum.choose')}
          value={end}
          activities={activities}
          choose={chosen => show({ end: chosen, start })}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('spectrum.bins')}
          value={bins}
          data={spectrumBins.map(value => ({ value, label: t(`spectrum.units.${value}`) }))}
          onChange={value => show({ bins: spectrumBins.find(one => one === value && one !== 'week') })}
        />
      </div>
      {start !== undefined && end !== undefined ? (
        <Panel
          answer={spectrum}
          isEmpty={() => false}
          table={told => ({
            name: 'spectrum',
            rows: [
              [t('spectrum.began'), t('spectrum.quarter'), t('spectrum.passages'), `${t('flow.median')} (s)`],
              ...told.bins.map(one => [one.bin, one.quarter, one.passages, one.median]),
            ],
          })}
        >
          {told => (
            <>
              <Comparison now={told} useOther={useSpectrum} asked={{ start, end }} figuresOf={ofSpectrum} />
              <Told told={told} from={activities.name(start)} to={activities.name(end)} />
              {(told.passages ?? 0) > 0 && (
                <div>
                  <Button size="compact-sm" variant="default" onClick={() => setListed({ start, end })}>
                    {lists('listPassages')}
                  </Button>
                </div>
              )}
              <MovesDrawer
                opened={listed !== undefined}
                title={lists('passages', { from: activities.name(start), to: activities.name(end) })}
                close={() => setListed(undefined)}
                list={list}
                name={activities.name}
              />
            </>
          )}
        </Panel>
      ) : (
        <p className={styles.sentence}>{t('spectrum.first')}</p>
      )}
    </>
  )
}

function Told({ told, from, to }: { told: SpectrumAnswer; from: string; to: string }) {
  const { t } = useTranslation('contacts')
  const figures = useFigures()
  const { passages, quartiles, overtaken, batched } = told
  if (passages === 0) return <p className={styles.sentence}>{t('spectrum.none', { from, to })}</p>
  if (passages === null || quartiles === null) return <p className={styles.sentence}>{t('tooFew')}</p>
  const lasting = (seconds: number) => figures.lasting(seconds * 1000)
  return (
    <>
      <p className={styles.sentence}>
        {t('spectrum.summary', {
          passages: figures.whole(passages),
          from,
          to,
          median: lasting(quartiles[1]),
          slow: lasting(quartiles[2]),
        })}
      </p>
      <SpectrumDrawing told={told} from={from} to={to} />
      <div className={styles.figures}>
        <TimeFigure
          name={t('flow.median')}
          definition={t('definitions.passage')}
          seconds={quartiles[1]}
          n={passages}
          said={t('spectrum.quartersSaid', { low: lasting(quartiles[0]), high: lasting(quartiles[2]) })}
        />
        <RateFigure
          name={t('spectrum.overtaken')}
          definition={t('definitions.overtaken')}
          rate={overtaken}
          said={t('spectrum.overtakenSaid')}
        />
        <RateFigure
          name={t('spectrum.batched')}
          definition={t('definitions.batched')}
          rate={batched}
          said={t('spectrum.batchedSaid')}
        />
      </div>
    </>
  )
}
