import type { MeasurementConsent } from '../contract/admitting-workspaces.ts'
import { sql } from '../engines/postgres/index.ts'
import type { Workspace } from '../feature.ts'

/** A workspace as it is stored. */
export type WorkspaceRow = {
  workspace_id: number
  key: string
  name: string
  time_zone: string
  locale: 'fr' | 'en'
  measurement_consent: MeasurementConsent
  minimum_group: number
}

/** Its columns, of `admitting.workspaces as w`. */
export const workspaceColumns = sql.raw(
  'w.workspace_id, w.key, w.name, w.time_zone, w.locale, w.measurement_consent, w.minimum_group',
)

export function workspaceOf(row: WorkspaceRow): Workspace {
  return {
    number: row.workspace_id,
    key: row.key,
    name: row.name,
    timeZone: row.time_zone,
    locale: row.locale,
    measurementConsent: row.measurement_consent,
    minimumGroup: row.minimum_group,
  }
}
