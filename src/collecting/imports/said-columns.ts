import { type ColumnChoice, type ColumnMapping, columnChoice, columnMapping } from '../../contract/importing.ts'
import { problem } from '../../vocabulary/problem.ts'

/** What somebody said of the columns: all of it, as a preview gave it back, or some of them. */
export function saidColumns(said: Readonly<Record<string, unknown>> | undefined): {
  readonly mapping?: ColumnMapping
  readonly choice?: ColumnChoice
} {
  if (said === undefined || Object.keys(said).length === 0) return {}
  const whole = 'moments' in said || 'shape' in said
  const parsed = (whole ? columnMapping : columnChoice).safeParse(said)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw problem('input_invalid', { reason: `the mapping (${issue?.path.join('.')}): ${issue?.message}` })
  }
  return whole ? { mapping: parsed.data as ColumnMapping } : { choice: parsed.data as ColumnChoice }
}
