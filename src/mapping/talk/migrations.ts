import type { Migration } from '../../engines/postgres/migrate.ts'

export const talkMigrations: readonly Migration[] = [
  {
    name: '020 departments of members',
    // Lanes of a map may be shown to some departments only, so that it must be known who belongs to which.
    sql: `
      create table mapping.member_departments (
        workspace_id integer not null,
        member_id text not null,
        kind text not null generated always as ('departments') stored,
        department_id text not null,
        primary key (workspace_id, member_id, department_id),
        foreign key (workspace_id, member_id) references admitting.memberships on delete cascade,
        foreign key (workspace_id, kind, department_id) references mapping.library on delete cascade
      );
      create index member_departments_by_department
        on mapping.member_departments (workspace_id, department_id);`,
  },
  {
    name: '021 comments on maps, and what awaits a member',
    // A thread is the comment that began it and those that answer it. What was said about an element that is gone is
    // kept: an undo brings the element back under the same id. A comment that was taken back keeps its place, empty.
    sql: `
      create table mapping.comments (
        workspace_id integer not null,
        comment_id text not null,
        map_id text not null,
        thread_id text not null,
        target text not null,
        body text,
        author text not null,
        created_at timestamptz not null,
        edited_at timestamptz,
        resolved_at timestamptz,
        resolved_by text,
        primary key (workspace_id, comment_id),
        foreign key (workspace_id, map_id) references mapping.maps on delete cascade,
        foreign key (workspace_id, thread_id) references mapping.comments on delete cascade
      );
      create index comments_by_map on mapping.comments (workspace_id, map_id, thread_id, created_at);

      -- Only that something was said and where: the words are read where they stand, by whoever may still read them.
      create table mapping.inbox (
        workspace_id integer not null,
        member_id text not null,
        notice_id text not null,
        kind text not null check (kind in ('mention', 'reply', 'proposal', 'decision')),
        map_id text not null,
        target text not null,
        subject_id text not null,
        caused_by text not null,
        created_at timestamptz not null,
        read_at timestamptz,
        primary key (workspace_id, member_id, notice_id),
        foreign key (workspace_id, member_id) references admitting.memberships on delete cascade,
        foreign key (workspace_id, map_id) references mapping.maps on delete cascade
      );
      create index inbox_unread on mapping.inbox (workspace_id, member_id) where read_at is null;`,
  },
]
