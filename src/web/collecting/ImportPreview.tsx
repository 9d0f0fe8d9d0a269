import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { importPreview } from '../../contract/collecting-imports.ts'
import { type ColumnRole, columnRoles, isColumnRole } from '../../vocabulary/column-role.ts'
import { useFigures } from '../kit/figures.ts'
import { Refused } from '../kit/Refused.tsx'
import { Scroll } from '../kit/Scroll.tsx'
import styles from './collecting.module.css'
import type { useImporting } from './data.ts'

type Named = Exclude<ColumnRole, 'property'>
type Chosen = Partial<Record<Named, string>> & { readonly property?: readonly string[] }
const isNamed = (role: string): role is Named => isColumnRole(role) && role !== 'property'

/** How a file will be read: what each column was taken for, changeable, and its first rows with what is wrong in them. */
export function ImportPreview(props: {
  preview: z.output<typeof importPreview>
  importing: ReturnType<typeof useImporting>
  forget: () => void
}) {
  const { preview, importing, forget } = props
  const { t } = useTranslation('collecting')
  const kit = useTranslation('kit').t
  const figures = useFigures()
  const [chosen, setChosen] = useState<Chosen>({})
  const { start, again } = importing
  const choose = (column: string, role: string) => {
    const { property = [], ...roles } = chosen
    const kept = Object.entries(roles).filter(([name, of]) => of !== column && name !== role)
    const plain = property.filter(name => name !== column)
    if (!isNamed(role)) plain.push(column)
    const next: Chosen = {
      ...Object.fromEntries(kept),
      ...(isNamed(role) ? { [role]: column } : {}),
      ...(plain.length > 0 ? { property: plain } : {}),
    }
    setChosen(next)
    again.mutate({ upload: preview.upload, mapping: next })
  }
  return (
    <section className={styles.card}>
      <div className={styles.row}>
        <div>
          <h2>{t('imports.preview', { file: preview.file })}</h2>
          <p className={styles.note}>
            {t('imports.format', { format: preview.format, encoding: preview.encoding })}
            {preview.delimiter &&
              ` · ${t('imports.delimiter', { delimiter: preview.delimiter === '\t' ? '⇥' : preview.delimiter })}`}
          </p>
        </div>
        <span>
          <Button variant="subtle" color="gray" size="sm" onClick={forget}>
            {t('imports.cancel')}
          </Button>{' '}
          <Button
            size="sm"
            loading={start.isPending}
            onClick={() => start.mutate({ upload: preview.upload, mapping: chosen }, { onSuccess: forget })}
          >
            {t('imports.start')}
          </Button>
        </span>
      </div>
      <Refused error={start.error ?? again.error} />
      {preview.problems.map(one => (
        <p key={one.en} className={styles.note}>
          {one[figures.language]}
        </p>
      ))}
      <Scroll className={styles.scroll} label={t('imports.meaning')}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('imports.column')}</th>
              <th scope="col">{t('imports.meaning')}</th>
              <th scope="col">{t('imports.examples')}</th>
            </tr>
          </thead>
          <tbody>
            {preview.columns.map(column => (
              <tr key={column.name}>
                <th scope="row" style={{ color: 'inherit' }}>
                  {column.name}
                </th>
                <td>
                  <NativeSelect
                    size="xs"
                    aria-label={figures.pair(t('imports.meaning'), column.name)}
                    value={isColumnRole(column.role) ? column.role : 'property'}
                    data={columnRoles.map(role => ({ value: role, label: t(`imports.roles.${role}`) }))}
                    onChange={event => choose(column.name, event.currentTarget.value)}
                  />
                </td>
                <td className={styles.note}>{column.examples.slice(0, 3).join(' · ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <h3 style={{ fontSize: 13, margin: 0 }}>{t('imports.rows')}</h3>
      <Scroll className={styles.scroll} label={t('imports.rows')} busy={again.isPending}>
        {again.isPending && <span className="unseen">{kit('loading')}</span>}
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col" data-number>
                {t('imports.line')}
              </th>
              <th scope="col">{t('imports.event')}</th>
              <th scope="col">{t('imports.when')}</th>
              <th scope="col">{t('imports.who')}</th>
              <th scope="col">{t('imports.case')}</th>
            </tr>
          </thead>
          <tbody>
            {preview.rows.map(row => (
              <tr key={`${row.line}${row.event}`} data-bad={row.ok ? undefined : ''}>
                <td data-number>{row.line}</td>
                {row.problem ? (
                  <td colSpan={4}>
                    {row.problem[figures.language]}{' '}
                    <small className={styles.note}>
                      {t('imports.problem', { column: row.problem.column, value: row.problem.value })}
                    </small>
                  </td>
                ) : (
                  <>
                    <td>{row.event}</td>
                    <td>{row.at ? figures.moment(row.at) : ''}</td>
                    <td>{row.customer}</td>
                    <td>{row.case}</td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  )
}
