import type { Migration } from '../../engines/postgres/migrate.ts'

export const pictureMigrations: readonly Migration[] = [
  {
    name: '060 pictures of maps',
    // A picture is named by its hash: the same one brought twice is kept once, and a map that names it keeps its look.
    // Who brought it may look at it before any map shows it, and may put it on a map.
    sql: `
      create table mapping.pictures (
        workspace_id integer not null references admitting.workspaces,
        picture_id text not null,
        type text not null,
        width integer not null check (width > 0),
        height integer not null check (height > 0),
        content bytea not null check (octet_length(content) <= 2000000),
        brought_by text[] not null,
        -- When it was last brought, or found on a map: what nothing shows for long goes.
        shown_at timestamptz not null,
        primary key (workspace_id, picture_id)
      );
      -- A picture is packed already.
      alter table mapping.pictures alter column content set storage external;`,
  },
]
