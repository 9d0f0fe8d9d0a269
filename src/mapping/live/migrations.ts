import type { Migration } from '../../engines/postgres/migrate.ts'

export const liveMigrations: readonly Migration[] = [
  {
    name: '010 the log of commands, and who is here',
    // The log says who changed what when, tells who was away what was missed, and answers a command that is sent twice.
    // With it, which part changed last need not be written again with every change of a map.
    // Who is here is told again every few seconds: it outlives no restart, and is not worth a write to the journal.
    sql: `
      create table mapping.map_commands (
        workspace_id integer not null,
        map_id text not null,
        revision integer not null,
        client text,
        number integer,
        made_by text not null,
        made_at timestamptz not null,
        -- Null when the whole draft was replaced.
        edits jsonb,
        inverse jsonb,
        parts text[] not null,
        elements text[] not null,
        guarded boolean not null,
        primary key (workspace_id, map_id, revision),
        foreign key (workspace_id, map_id) references mapping.maps on delete cascade
      );
      create index map_commands_by_client on mapping.map_commands (workspace_id, map_id, client, number)
        where client is not null;

      alter table mapping.maps drop column touched;
      -- A draft is written whole at every change and read at every look: packing it took as long as all the rest.
      alter table mapping.maps alter column draft set storage external;

      create unlogged table mapping.presence (
        workspace_id integer not null,
        map_id text not null,
        client text not null,
        member_id text not null,
        step_id text,
        lane_id text,
        is_writing boolean not null,
        came_at timestamptz not null,
        seen_at timestamptz not null,
        primary key (workspace_id, map_id, client)
      );`,
  },
]
