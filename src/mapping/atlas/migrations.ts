import type { Migration } from '../../engines/postgres/migrate.ts'

/** What the life of maps keeps: reviews, calendars, public links, snapshots with a note, standards, merges. */
export const mapLifeMigrations: readonly Migration[] = [
  {
    name: '030 reviews of journeys, and how fresh their maps are',
    // Entries of a calendar are named by what stands here and count their changes, so that a calendar that is read
    // again is the same to the byte until something changed.
    sql: `
      create table mapping.review_policies (
        workspace_id integer not null,
        journey_id text not null,
        document jsonb not null,
        changes integer not null default 0,
        changed_at timestamptz not null,
        changed_by text not null,
        primary key (workspace_id, journey_id),
        foreign key (workspace_id, journey_id) references mapping.journeys on delete cascade
      );

      create table mapping.reviews (
        workspace_id integer not null,
        review_id text not null,
        journey_id text not null,
        position bigint generated always as identity,
        document jsonb not null,
        changes integer not null default 0,
        changed_at timestamptz not null,
        held_at timestamptz not null,
        held_by text not null,
        primary key (workspace_id, review_id),
        foreign key (workspace_id, journey_id) references mapping.journeys on delete cascade
      );
      create index reviews_by_journey on mapping.reviews (workspace_id, journey_id, position);

      -- Events that no touchpoint knows, as last counted; and what the owner was last told.
      create table mapping.freshness (
        workspace_id integer not null,
        journey_id text not null,
        counted_at timestamptz,
        events_now bigint not null default 0,
        unknown_now bigint not null default 0,
        events_before bigint not null default 0,
        unknown_before bigint not null default 0,
        told_state text,
        told_on date,
        primary key (workspace_id, journey_id),
        foreign key (workspace_id, journey_id) references mapping.journeys on delete cascade
      );`,
  },
  {
    name: '031 calendar addresses of members',
    // Of the secret in the address only a hash is kept. It ends with the membership.
    sql: `
      create table mapping.calendar_feeds (
        workspace_id integer not null,
        feed_id text not null,
        member_id text not null,
        token_hash bytea not null unique,
        created_at timestamptz not null,
        last_read_at timestamptz,
        primary key (workspace_id, feed_id),
        foreign key (workspace_id, member_id) references admitting.memberships on delete cascade
      );
      create index calendar_feeds_by_member on mapping.calendar_feeds (workspace_id, member_id);`,
  },
  {
    name: '032 public links of maps',
    sql: `
      create table mapping.public_links (
        workspace_id integer not null,
        link_id text not null,
        map_id text not null,
        position bigint generated always as identity,
        token_hash bytea not null unique,
        name text not null,
        shows text not null check (shows in ('published', 'draft')),
        blocks text[] not null,
        password text,
        expires_at timestamptz not null,
        created_at timestamptz not null,
        created_by text not null,
        revoked_at timestamptz,
        last_read_at timestamptz,
        reads integer not null default 0,
        primary key (workspace_id, link_id),
        foreign key (workspace_id, map_id) references mapping.maps on delete cascade
      );
      create index public_links_by_map on mapping.public_links (workspace_id, map_id, position);

      -- Tries at the passwords of public pages, by pseudonyms of the page and of the caller's address.
      create table mapping.password_tries (
        try_id bigint generated always as identity primary key,
        subject bytea not null,
        tried_at timestamptz not null
      );
      create index password_tries_by_subject on mapping.password_tries (subject, tried_at);
      create index password_tries_by_time on mapping.password_tries (tried_at);`,
  },
  {
    name: '033 snapshots with a note',
    sql: `alter table mapping.snapshots add column note text not null default '';`,
  },
  {
    name: '034 standards of the house',
    sql: `
      create table mapping.standards (
        workspace_id integer not null primary key references admitting.workspaces,
        document jsonb not null,
        changed_at timestamptz not null,
        changed_by text not null
      );`,
  },
  {
    name: '035 merges of touchpoints',
    // What was moved is kept, so that a merge is undone wherever nobody changed the place since.
    sql: `
      create table mapping.touchpoint_merges (
        workspace_id integer not null references admitting.workspaces,
        merge_id text not null,
        position bigint generated always as identity,
        from_id text not null,
        into_id text not null,
        placements jsonb not null,
        rules text[] not null,
        merged_at timestamptz not null,
        merged_by text not null,
        undone_at timestamptz,
        primary key (workspace_id, merge_id)
      );`,
  },
  {
    name: '036 notices of maps that are late',
    sql: `
      alter table mapping.inbox drop constraint inbox_kind_check;
      alter table mapping.inbox
        add constraint inbox_kind_check check (kind in ('mention', 'reply', 'proposal', 'decision', 'review'));`,
  },
  {
    name: '037 what was lived since a map was published',
    // Measured by the room above and told here, so that the badge of a map needs no measuring of its own.
    sql: `
      alter table mapping.freshness
        add column lived_at timestamptz,
        add column drift_divergence double precision,
        add column drift_cases integer,
        add column moved_worse integer,
        add column moved_better integer;`,
  },
]
