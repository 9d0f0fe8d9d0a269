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
  {
    name: '022 proposals for a step',
    // The edits as they are to be applied, counted from the revision that their author saw: whatever was written over
    // since is found by the draft's own order. The changes in words stay readable when the step is gone.
    sql: `
      create table mapping.proposals (
        workspace_id integer not null,
        proposal_id text not null,
        map_id text not null,
        step_id text not null,
        revision integer not null,
        edits jsonb not null,
        changes jsonb not null,
        reason text not null,
        author text not null,
        created_at timestamptz not null,
        state text not null default 'open' check (state in ('open', 'accepted', 'declined', 'withdrawn')),
        decided_at timestamptz,
        decided_by text,
        decision text not null default '',
        primary key (workspace_id, proposal_id),
        foreign key (workspace_id, map_id) references mapping.maps on delete cascade,
        check ((state = 'open') = (decided_at is null))
      );
      create index proposals_by_map on mapping.proposals (workspace_id, map_id, created_at);`,
  },
  {
    name: '023 workshops and their votes',
    // One at a time on a map. Votes are kept by person so that each may move theirs until it is closed.
    sql: `
      create table mapping.workshops (
        workspace_id integer not null,
        workshop_id text not null,
        map_id text not null,
        question text not null,
        votes_each integer not null check (votes_each between 1 and 20),
        opened_at timestamptz not null,
        opened_by text not null,
        closed_at timestamptz,
        evidence_id text,
        primary key (workspace_id, workshop_id),
        foreign key (workspace_id, map_id) references mapping.maps on delete cascade
      );
      create unique index workshops_open on mapping.workshops (workspace_id, map_id) where closed_at is null;

      create table mapping.votes (
        workspace_id integer not null,
        workshop_id text not null,
        voter text not null,
        target text not null,
        dots integer not null check (dots between 1 and 20),
        primary key (workspace_id, workshop_id, voter, target),
        foreign key (workspace_id, workshop_id) references mapping.workshops on delete cascade
      );`,
  },
]
