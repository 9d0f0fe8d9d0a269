import { isCodeName, plainName } from './column-names.ts'
import { fileProblem } from './file-problem.ts'
import { guessNumberFormat, readNumber } from './read-number.ts'
import { limits, type Row, type RowBatches } from './row.ts'

/** A table held in memory, whose columns are added to the rows of the main one. */
export type JoinedTable = {
  readonly name: string
  /** The column that both tables have. */
  readonly key: string
  readonly rows: number
  /** The names under which its columns are added. */
  readonly columns: readonly string[]
  /** Those made of several rows: sums, counts, lists. */
  readonly gathered: readonly string[]
  readonly lookUp: (keyValue: string) => Readonly<Record<string, string>> | undefined
}

/**
 * Reads a table to be joined on the column that it shares with the main header (the first identifier among several).
 *
 * Where each key stands once (customers), its columns are added as they are. Where keys repeat (items, payments of an
 * order), the rows of a key are gathered: `<table>_rows` counts them, numbers are summed as `<column>_total`, texts are
 * listed without repetition. A name that the main table already has is written `<table>.<column>`.
 */
export async function readJoinedTable(
  batches: RowBatches,
  name: string,
  mainHeader: readonly string[],
): Promise<JoinedTable> {
  const byKey = new Map<string, string[][]>()
  let columns: string[] | undefined
  let key = ''
  let rows = 0
  let repeats = false
  for await (const batch of batches) {
    for (const row of batch) {
      if (!row.ok) continue
      if (columns === undefined) {
        columns = Object.keys(row.values)
        key = sharedKey(columns, mainHeader, name)
      }
      if (++rows > limits.joinedRows) throw fileProblem('join_too_large', { table: name, limit: limits.joinedRows })
      const keyValue = row.values[key] ?? ''
      if (keyValue === '') continue
      const cells = columns.map(column => row.values[column] ?? '')
      const others = byKey.get(keyValue)
      if (others) {
        others.push(cells)
        repeats = true
      } else byKey.set(keyValue, [cells])
    }
  }
  if (columns === undefined) throw fileProblem('empty')
  const nameOf = (column: string) => (mainHeader.includes(column) ? `${name}.${column}` : column)
  const added = columns.map((column, index) => ({ column, index })).filter(({ column }) => column !== key)
  const table = { name, key, rows }
  if (!repeats) {
    const named = added.map(({ column, index }) => ({ as: nameOf(column), index }))
    return {
      ...table,
      columns: named.map(({ as }) => as),
      gathered: [],
      lookUp: keyValue => {
        const cells = byKey.get(keyValue)?.[0]
        return cells && Object.fromEntries(named.map(({ as, index }) => [as, cells[index]!]))
      },
    }
  }
  const sample = [...byKey.values()].slice(0, 200).flat()
  const ways = added.map(({ column, index }) => {
    const number =
      isCodeName(column) || isSequence(column)
        ? undefined
        : guessNumberFormat(
            sample.map(cells => cells[index]!),
            false,
          )
    return { index, number, as: number ? nameOf(`${column}_total`) : nameOf(column) }
  })
  const count = nameOf(`${name}_rows`)
  const names = [count, ...ways.map(({ as }) => as)]
  return {
    ...table,
    columns: names,
    gathered: names,
    lookUp: keyValue => {
      const found = byKey.get(keyValue)
      if (!found) return undefined
      const values: Record<string, string> = { [count]: String(found.length) }
      for (const { as, index, number } of ways) {
        const cells = found.map(row => row[index]!).filter(cell => cell !== '')
        values[as] = number
          ? String(Number(cells.reduce((sum, cell) => sum + (readNumber(cell, number) ?? 0), 0).toFixed(6)))
          : [...new Set(cells)].slice(0, 20).join(', ')
      }
      return values
    },
  }
}

function sharedKey(columns: readonly string[], mainHeader: readonly string[], table: string): string {
  const shared = columns.filter(column => mainHeader.includes(column))
  const key = shared.find(isCodeName) ?? shared[0]
  if (key === undefined) throw fileProblem('join_no_key', { table })
  return key
}

/** `payment_sequential`, `line_no`: summing a numbering says nothing. */
function isSequence(column: string): boolean {
  return /(^|_)(seq|sequence|sequential|rank|rang|index|position|ordre|line|ligne)(_|$)/.test(plainName(column))
}

/** The row with the columns of the joined tables, each looked up by what is known so far. */
export function joinedRow(row: Row, tables: readonly JoinedTable[]): Row & { readonly own: Row['values'] } {
  let values: Record<string, string> = { ...row.values }
  for (const table of tables) {
    const found = table.lookUp(values[table.key] ?? '')
    if (found) values = Object.assign(values, found)
  }
  // Rows of JSON keep their object out of it: its types are not those of the joined text.
  return { ok: true, line: row.line, values, own: row.values }
}
