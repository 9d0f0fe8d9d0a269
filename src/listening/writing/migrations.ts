import type { Migration } from '../../engines/postgres/migrate.ts'

/** A survey may hang on a map and a step beside its touchpoint. What is gone from them is told, and takes no answer away. */
export const whereSurveysHang: Migration = {
  name: '005-where-surveys-hang',
  sql: `
    alter table listening.surveys add column map_id text;
    alter table listening.surveys add column step_id text;`,
}
