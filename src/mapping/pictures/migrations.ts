import type { Migration } from '../../engines/postgres/migrate.ts'

export const pictureMigrations: readonly Migration[] = [
  {
    name: '060 pictures of maps',
    // A picture is named by its hash: the same one brought twice is kept once, and a map that names it keeps its look.
    sql: `
      create table mapping.pictures (
        workspace_id integer not null references admitting.workspaces,
        picture_id text not null,
        type text not null,
        content bytea not null check (octet_length(content) <= 2000000),
        added_at timestamptz not null,
        added_by text not null,
        primary key (workspace_id, picture_id)
      );
      -- A picture is packed already.
      alter table mapping.pictures alter column content set storage external;`,
  },
]
