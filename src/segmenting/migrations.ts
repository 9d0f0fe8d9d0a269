import type { Migration as ClickHouseMigration } from '../engines/clickhouse/migrate.ts'
import type { Migration as PostgresMigration } from '../engines/postgres/migrate.ts'

export const clickhouseMigrations: readonly ClickHouseMigration[] = [
  {
    name: '001-members',
    // Each computation writes its members under a number of its own, and is published by one row once all of them are
    // there: whoever asks meanwhile, or after a crash, reads the members published last. A member goes by the number that
    // the customer had then; readers follow it to whoever it belongs to now, through 'customer_places'.
    statements: [
      `create table if not exists segment_members_raw (
        workspace_id UInt32,
        segment_id LowCardinality(String),
        generation UInt64,
        customer_id UInt64
      )
      engine = ReplacingMergeTree
      order by (workspace_id, segment_id, generation, customer_id)
      settings durable`,
      `create table if not exists segment_generations_raw (
        workspace_id UInt32,
        segment_id String,
        generation UInt64
      )
      engine = ReplacingMergeTree(generation)
      order by (workspace_id, segment_id)
      settings durable`,
      `create view if not exists segment_members as
      select workspace_id, segment_id, customer_id
      from segment_members_raw
      where (workspace_id, segment_id, generation) in (
        select workspace_id, segment_id, generation from segment_generations_raw final
      )`,
    ],
  },
]

export const postgresMigrations: readonly PostgresMigration[] = [
  {
    name: '001-segments',
    sql: `
      create schema if not exists segmenting;
      create table segmenting.segments (
        workspace_id integer not null references admitting.workspaces,
        segment_id text not null,
        name text not null,
        kind text not null check (kind in ('fixed', 'rule')),
        rule jsonb,
        origin jsonb,
        made_at timestamptz not null,
        made_by text,
        computed_at timestamptz,
        took_ms integer,
        -- What the members add up to: the same sum means that nobody came or left, and nothing is written.
        fingerprint text,
        failures integer not null default 0,
        trouble jsonb,
        archived_at timestamptz,
        primary key (workspace_id, segment_id),
        check ((kind = 'rule') = (rule is not null))
      );
      create unique index on segmenting.segments (workspace_id, lower(name)) where archived_at is null;
      create table segmenting.sizes (
        workspace_id integer not null,
        segment_id text not null,
        at timestamptz not null,
        customers integer not null,
        primary key (workspace_id, segment_id, at),
        foreign key (workspace_id, segment_id) references segmenting.segments on delete cascade
      );`,
  },
  {
    // How many came and left with each size; not known of those kept before.
    name: '002-came-and-left',
    sql: `
      alter table segmenting.sizes add column came integer;
      alter table segmenting.sizes add column gone integer;`,
  },
]
