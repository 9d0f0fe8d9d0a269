import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { MapFileReport } from '../../../contract/map-files.ts'
import { useFigures } from '../../kit/figures.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import styles from './imports.module.css'

/** Everything that is to be said of a file, by line; it can be taken along to whoever mends the file. */
export function RemarkTable({ report, fileName }: { report: MapFileReport; fileName: string }) {
  const { t } = useTranslation('mapImports')
  const { language } = useFigures()
  const hasPlaces = report.remarks.some(remark => remark.line !== null || remark.column !== null)
  return (
    <>
      <Scroll label={t('remarks')} className={styles.remarks}>
        <table className={styles.table}>
          <thead>
            <tr>
              {hasPlaces && (
                <>
                  <th scope="col" data-number>
                    {t('line')}
                  </th>
                  <th scope="col">{t('column')}</th>
                  <th scope="col">{t('value')}</th>
                </>
              )}
              <th scope="col">{t('reason')}</th>
            </tr>
          </thead>
          <tbody>
            {report.remarks.map(remark => (
              <tr key={`${remark.line} ${remark.column} ${remark.value} ${remark.en}`} data-weight={remark.weight}>
                {hasPlaces && (
                  <>
                    <td data-number>{remark.line ?? ''}</td>
                    <td>{remark.column ?? ''}</td>
                    <td className={styles.value}>{remark.value ?? ''}</td>
                  </>
                )}
                <td>
                  {remark.weight === 'error' ? (
                    <IconAlertTriangle size={14} role="img" aria-label={t('weight.error')} />
                  ) : (
                    <IconInfoCircle size={14} role="img" aria-label={t('weight.warning')} />
                  )}{' '}
                  {remark[language]}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p className={styles.note}>
        {report.remarksMore > 0 && `${t('more', { count: report.remarksMore })} · `}
        <a className={styles.link} href={listHref()} download={`${fileName}.problems.csv`}>
          {t('download')}
        </a>
      </p>
    </>
  )

  function listHref(): string {
    const rows = [
      [t('weight.error'), t('line'), t('column'), t('value'), t('reason')],
      ...report.remarks.map(one => [
        t(`weight.${one.weight}`),
        one.line ?? '',
        one.column ?? '',
        one.value ?? '',
        one[language],
      ]),
    ]
    return `data:text/csv;charset=utf-8,${encodeURIComponent(`\uFEFF${rows.map(row => row.map(cell).join(';')).join('\r\n')}\r\n`)}`
  }
}

/** A value of a hostile file opens in a spreadsheet, too: what would run there is held by an apostrophe. */
function cell(value: string | number): string {
  const text = String(value)
  const held = /^'*[=+\-@\t\r\n]/.test(text) ? `'${text}` : text
  return `"${held.replaceAll('"', '""')}"`
}
