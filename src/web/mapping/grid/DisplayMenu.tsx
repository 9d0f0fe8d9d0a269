import { ActionIcon, Menu, SegmentedControl, Tooltip } from '@mantine/core'
import { IconAdjustmentsHorizontal, IconGridDots, IconLayoutColumns, IconList } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFigures } from '../../kit/figures.ts'
import { useLabels } from '../../kit/label.ts'
import { useMapView } from '../../measuring/data.ts'
import { flowRow } from '../lived/FlowRow.tsx'
import { useMapPlace } from '../map-place.ts'
import styles from './bars.module.css'
import { useFolding } from './folding.ts'
import { percentAt, useZoom, zoomLevels } from './zooming.ts'

const icons = { map: IconLayoutColumns, table: IconList, matrix: IconGridDots } as const

/** How the map is looked at: as a map, a table or a matrix; how near; which lanes; in which languages. */
export function DisplayMenu() {
  const { t } = useTranslation('grid')
  const m = useTranslation('mapping').t
  const lived = useTranslation('lived').t
  const { say } = useLabels()
  const { view, show } = useMapView()
  const { lanes } = useMapPlace()
  const { hidden, toggleLane, folded, unfoldAll, showAll } = useFolding()
  const figures = useFigures()
  const zoom = useZoom()
  const isGrid = view.mode === undefined
  return (
    <span className={styles.display}>
      <SegmentedControl
        size="xs"
        aria-label={t('modes.label')}
        value={view.mode ?? 'map'}
        onChange={value => show({ mode: value === 'table' || value === 'matrix' ? value : undefined })}
        data={(['map', 'table', 'matrix'] as const).map(value => {
          const Icon = icons[value]
          return {
            value,
            label: (
              <span className={styles.mode} title={t(`modes.${value}`)}>
                <Icon size={15} aria-hidden />
                <span className="unseen">{t(`modes.${value}`)}</span>
              </span>
            ),
          }
        })}
      />
      <Menu position="bottom-end" width={270} closeOnItemClick={false}>
        <Tooltip label={t('display.label')}>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size="md" aria-label={t('display.label')}>
              <IconAdjustmentsHorizontal size={17} aria-hidden />
            </ActionIcon>
          </Menu.Target>
        </Tooltip>
        <Menu.Dropdown className={styles.displayMenu ?? ''}>
          {isGrid && (
            <>
              <Menu.Label>{t('display.zoom')}</Menu.Label>
              {zoomLevels.map(level => (
                <Menu.Item
                  key={level}
                  role="menuitemradio"
                  aria-checked={zoom.level === level}
                  data-on={zoom.level === level ? '' : undefined}
                  onClick={() => zoom.set(level)}
                >
                  {level === 'fit' ? t('display.fit') : figures.share(percentAt[level] / 100)}
                </Menu.Item>
              ))}
              <Menu.Divider />
              <Menu.Item
                role="menuitemcheckbox"
                aria-checked={view.both === 'yes'}
                data-on={view.both === 'yes' ? '' : undefined}
                onClick={() => show({ both: view.both ? undefined : 'yes' })}
              >
                {t('display.both')}
              </Menu.Item>
              {folded.size > 0 && <Menu.Item onClick={unfoldAll}>{t('display.unfold')}</Menu.Item>}
              <Menu.Divider />
              <Menu.Label>{t('display.lanes')}</Menu.Label>
              {view.view !== 'designed' && (
                <Menu.Item
                  role="menuitemcheckbox"
                  aria-checked={!hidden.has(flowRow)}
                  data-on={hidden.has(flowRow) ? undefined : ''}
                  onClick={() => toggleLane(flowRow)}
                >
                  {lived('row')}
                </Menu.Item>
              )}
              {lanes.map(lane => (
                <Menu.Item
                  key={lane.id}
                  role="menuitemcheckbox"
                  aria-checked={!hidden.has(lane.id)}
                  data-on={hidden.has(lane.id) ? undefined : ''}
                  onClick={() => toggleLane(lane.id)}
                >
                  {say(lane.name) || m(`lanes.${lane.type}`)}
                </Menu.Item>
              ))}
              {hidden.size > 0 && <Menu.Item onClick={showAll}>{t('display.showAll')}</Menu.Item>}
            </>
          )}
        </Menu.Dropdown>
      </Menu>
    </span>
  )
}
