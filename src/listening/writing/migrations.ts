import type { Migration } from '../../engines/postgres/migrate.ts'

/** A survey may hang on a map and a step beside its touchpoint. What is gone from them is told, and takes no answer away. */
export const whereSurveysHang: Migration = {
  name: '005-where-surveys-hang',
  sql: `
    alter table listening.surveys add column map_id text;
    alter table listening.surveys add column step_id text;`,
}

/** How many finished responses each quota holds; which one ended a response before its end. */
export const quotaCounts: Migration = {
  name: '007-quotas',
  sql: `
    create table listening.quota_counts (
      workspace_id integer not null,
      survey_id text not null,
      quota_id text not null,
      taken integer not null default 0,
      primary key (workspace_id, survey_id, quota_id),
      foreign key (workspace_id, survey_id) references listening.surveys
    );
    alter table listening.responses add column screened_by text;
    alter table listening.responses add column screened_at timestamptz;`,
}

/** What drew the blocks and orders of a response, and what it was asked: not asked is not passed over. */
export const dealtResponses: Migration = {
  name: '015-dealt-responses',
  sql: `alter table listening.responses add column deal text, add column asked text[];`,
}

/** What was declared of each question when a version was published: whether its answers count on. */
export const comparableVersions: Migration = {
  name: '011-comparable-versions',
  sql: `alter table listening.versions add column comparable jsonb not null default '{}';`,
}
