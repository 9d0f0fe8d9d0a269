import { Button, NativeSelect, Radio, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MapFileReport } from '../../../contract/map-files.ts'
import { useLabels } from '../../kit/label.ts'
import type { Collision, Ways } from './data.ts'
import styles from './imports.module.css'
import { RemarkTable } from './RemarkTable.tsx'

const counted = ['phases', 'steps', 'placements', 'cells', 'emotions'] as const
const kinds = ['touchpoints', 'personas', 'departments', 'channels', 'assets', 'metrics'] as const

/** How a file was read, what it would make, all that is wrong with it, and what remains to be chosen. */
export function FileReport(props: {
  report: MapFileReport
  fileName: string
  busy: boolean
  again: (ways: Ways) => void
  back: () => void
  create: (ways: Ways) => void
}) {
  const { report, fileName, busy, again, back, create } = props
  const { t } = useTranslation('mapImports')
  const { say } = useLabels()
  const [name, setName] = useState<string>()
  const [language, setLanguage] = useState<'fr' | 'en'>()
  const [collision, setCollision] = useState<Collision>('copy')
  const errors = report.remarks.filter(remark => remark.weight === 'error').length
  const warnings = report.remarks.length - errors
  const isJson = report.format === 'json'
  const met = kinds.filter(kind => report.library[kind].added + report.library[kind].matched > 0)
  const told = [
    t('found', { format: t(`formats.${report.format}`) }),
    ...(report.encoding && !isJson ? [t('encoding', { encoding: report.encoding })] : []),
    ...(report.delimiter
      ? [t('delimiter', { delimiter: report.delimiter === '\t' ? t('tab') : report.delimiter })]
      : []),
  ]
  return (
    <div className={styles.report}>
      <p className={styles.note}>
        <b>{fileName === 'pasted' ? '' : `${fileName} · `}</b>
        {told.join(' · ')}
      </p>
      <p className={errors > 0 ? styles.bad : styles.good} role="status">
        {errors > 0 ? t('errors', { count: errors }) : warnings > 0 ? t('warnings', { count: warnings }) : t('fine')}
      </p>
      {report.steps > 0 && (
        <ul className={styles.counts}>
          {counted.map(what => report[what] > 0 && <li key={what}>{t(`counts.${what}`, { count: report[what] })}</li>)}
        </ul>
      )}
      {report.remarks.length > 0 && <RemarkTable report={report} fileName={fileName} />}
      {met.length > 0 && (
        <table className={styles.table}>
          <caption>{t('library')}</caption>
          <thead>
            <tr>
              <td />
              <th scope="col" data-number>
                {t('added')}
              </th>
              <th scope="col" data-number>
                {t('matched')}
              </th>
              <th scope="col">{t('names')}</th>
            </tr>
          </thead>
          <tbody>
            {met.map(kind => (
              <tr key={kind}>
                <th scope="row">{t(`kinds.${kind}`)}</th>
                <td data-number>{report.library[kind].added}</td>
                <td data-number>{report.library[kind].matched}</td>
                <td className={styles.names}>{report.library[kind].names.map(say).join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {report.collisions.length > 0 && (
        <Radio.Group
          label={t('clashChoice')}
          description={t('clash', { count: report.collisions.length })}
          value={collision}
          onChange={value => setCollision(value as Collision)}
        >
          {(['copy', 'keep', 'replace'] as const).map(choice => (
            <Radio
              key={choice}
              value={choice}
              label={t(choice)}
              description={t(`${choice}Text`)}
              className={styles.radio ?? ''}
            />
          ))}
        </Radio.Group>
      )}
      {errors === 0 && !isJson && (
        <div className={styles.fields}>
          <TextInput
            label={t('name')}
            value={name ?? (report.name ? say(report.name) : '')}
            maxLength={200}
            onChange={event => setName(event.currentTarget.value)}
          />
          <NativeSelect
            label={t('language')}
            value={language ?? report.language ?? 'fr'}
            data={[
              { value: 'fr', label: t('french') },
              { value: 'en', label: t('english') },
            ]}
            onChange={event => {
              const chosen = event.currentTarget.value === 'fr' ? 'fr' : 'en'
              setLanguage(chosen)
              again({ language: chosen })
            }}
          />
        </div>
      )}
      <div className={styles.foot}>
        <Button size="sm" variant="subtle" color="gray" onClick={back}>
          {t('back')}
        </Button>
        <Button
          size="sm"
          disabled={errors > 0}
          loading={busy}
          data-autofocus
          onClick={() =>
            create({
              ...(language ? { language } : {}),
              ...(name?.trim() ? { name: name.trim() } : {}),
              ...(report.collisions.length > 0 ? { onCollision: collision } : {}),
            })
          }
        >
          {t('create')}
        </Button>
      </div>
    </div>
  )
}
