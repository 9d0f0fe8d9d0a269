import type { Migration } from '../../engines/postgres/migrate.ts'

export const importMigrations: readonly Migration[] = [
  {
    name: '005-imports',
    // Files wait on disk, sealed; these rows say whose they are and how far each import is. `batches` is written in the
    // commit that brings a batch in, so that an import that was cut short goes on exactly behind it.
    sql: `
      create table collecting.uploads (
        workspace_id integer not null,
        id text not null,
        file text not null,
        size_bytes bigint not null,
        kept_at timestamptz not null,
        primary key (workspace_id, id)
      );
      create table collecting.imports (
        workspace_id integer not null,
        id text not null,
        upload text not null,
        joins text[] not null,
        file text not null,
        source text not null,
        mapping jsonb not null,
        -- The workspace as it was when the import was asked for: the same file is read the same way to its end.
        workspace jsonb not null,
        dry_run boolean not null,
        state text not null check (state in ('waiting', 'running', 'done', 'stopped', 'failed')),
        stop_asked boolean not null default false,
        attempts integer not null default 0,
        asked_at timestamptz not null,
        told_at timestamptz not null,
        ended_at timestamptz,
        batches bigint not null default 0,
        accepted bigint not null default 0,
        duplicates bigint not null default 0,
        rejected bigint not null default 0,
        cases bigint not null default 0,
        customers bigint not null default 0,
        bytes_read bigint not null default 0,
        bytes_total bigint,
        remaining_seconds real,
        problem jsonb,
        primary key (workspace_id, id)
      );
      create index on collecting.imports (asked_at) where state in ('waiting', 'running');`,
  },
]
