import type { Migration } from '../engines/postgres/migrate.ts'
import { mapLifeMigrations } from './atlas/migrations.ts'
import { liveMigrations } from './live/migrations.ts'
import { pictureMigrations } from './pictures/migrations.ts'
import { talkMigrations } from './talk/migrations.ts'

export const postgresMigrations: readonly Migration[] = [
  {
    name: '001 maps, their library and their bindings',
    // A draft is one document: it is read, edited by values and written whole, and its revision orders the edits.
    // `touched` says which part changed at which revision, so that two people may edit different parts at once.
    // Numbers of journeys and touchpoints are what traces hold: small, never given twice.
    sql: `
      create schema mapping;

      create table mapping.counters (
        workspace_id integer not null references admitting.workspaces,
        kind text not null,
        last integer not null,
        primary key (workspace_id, kind)
      );

      create table mapping.journeys (
        workspace_id integer not null references admitting.workspaces,
        journey_id text not null,
        number integer not null check (number >= 1),
        document jsonb not null,
        created_at timestamptz not null,
        created_by text not null,
        updated_at timestamptz not null,
        primary key (workspace_id, journey_id),
        unique (workspace_id, number)
      );

      create table mapping.maps (
        workspace_id integer not null references admitting.workspaces,
        map_id text not null,
        journey_id text not null,
        position bigint generated always as identity,
        draft jsonb not null,
        revision integer not null default 0,
        touched jsonb not null default '{}',
        default_locale text not null check (default_locale in ('fr', 'en')),
        -- What a file of another tool said at its top level, to be given back.
        carried jsonb not null default '{}',
        archived_at timestamptz,
        created_at timestamptz not null,
        created_by text not null,
        updated_at timestamptz not null,
        primary key (workspace_id, map_id),
        foreign key (workspace_id, journey_id) references mapping.journeys
      );
      create index maps_by_journey on mapping.maps (workspace_id, journey_id);

      create table mapping.versions (
        workspace_id integer not null references admitting.workspaces,
        map_id text not null,
        number integer not null check (number >= 1),
        content jsonb not null,
        content_hash text not null,
        note text not null,
        published_at timestamptz not null,
        published_by text not null,
        primary key (workspace_id, map_id, number),
        foreign key (workspace_id, map_id) references mapping.maps
      );
      create function mapping.refuse_change() returns trigger language plpgsql as $$
        begin
          raise exception 'A published version never changes.';
        end $$;
      create trigger versions_never_change before update or delete on mapping.versions
        for each row execute function mapping.refuse_change();

      -- What a draft was before an import replaced it.
      create table mapping.snapshots (
        workspace_id integer not null references admitting.workspaces,
        map_id text not null,
        revision integer not null,
        content jsonb not null,
        taken_at timestamptz not null,
        taken_by text not null,
        primary key (workspace_id, map_id, revision),
        foreign key (workspace_id, map_id) references mapping.maps on delete cascade
      );

      create table mapping.library (
        workspace_id integer not null references admitting.workspaces,
        kind text not null,
        object_id text not null,
        position bigint generated always as identity,
        number integer check ((number >= 1) = (kind = 'touchpoints')),
        document jsonb not null,
        archived_at timestamptz,
        created_at timestamptz not null,
        created_by text not null,
        updated_at timestamptz not null,
        primary key (workspace_id, kind, object_id)
      );
      create unique index library_numbers on mapping.library (workspace_id, number) where number is not null;

      create table mapping.bindings (
        workspace_id integer not null references admitting.workspaces,
        binding_id text not null,
        kind text not null generated always as ('touchpoints') stored,
        touchpoint_id text not null,
        position bigint generated always as identity,
        rule jsonb not null,
        created_at timestamptz not null,
        created_by text not null,
        updated_at timestamptz not null,
        primary key (workspace_id, binding_id),
        foreign key (workspace_id, kind, touchpoint_id) references mapping.library
      );
      create index bindings_by_touchpoint on mapping.bindings (workspace_id, touchpoint_id);`,
  },
  ...liveMigrations,
  ...talkMigrations,
  ...mapLifeMigrations,
  ...pictureMigrations,
]
