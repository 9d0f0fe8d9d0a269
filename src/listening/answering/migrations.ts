import type { Migration } from '../../engines/postgres/migrate.ts'

/**
 * Surveys that show themselves on web sites: the rules they are shown by, and each showing. A visitor is known by the
 * pseudonym that their events have. What they are called is sealed with an answer until the answer was told as an event,
 * and forgotten then.
 */
export const websites: Migration = {
  name: '004-websites',
  sql: `
    create table listening.websites (
      workspace_id integer not null,
      survey_id text not null,
      display jsonb not null,
      changed_at timestamptz not null,
      primary key (workspace_id, survey_id),
      foreign key (workspace_id, survey_id) references listening.surveys
    );
    create table listening.impressions (
      workspace_id integer not null,
      impression_id uuid not null,
      survey_id text not null,
      version integer not null,
      browser_id bigint not null,
      customer_id bigint not null,
      shown_at timestamptz not null,
      dismissed_at timestamptz,
      primary key (workspace_id, impression_id),
      foreign key (workspace_id, survey_id, version) references listening.versions
    );
    create index on listening.impressions (workspace_id, browser_id, survey_id, shown_at);
    create index on listening.impressions (workspace_id, customer_id, survey_id, shown_at);
    create index on listening.impressions (workspace_id, survey_id, shown_at);
    alter table listening.links add column kind text not null default 'address'
      check (kind in ('address', 'website', 'kiosk'));
    create unique index on listening.links (workspace_id, survey_id) where kind = 'website';
    alter table listening.responses add column impression_id uuid;
    alter table listening.responses add column sender_sealed bytea;
    create unique index on listening.responses (workspace_id, impression_id) where impression_id is not null;`,
}

/**
 * Files that were sent as answers. Each is sealed with a key of its own, in parts, and is of no response until the page
 * that it came with is taken. Its name is one of chance, and no time stays with it.
 */
export const sentFiles: Migration = {
  name: '013-sent-files',
  sql: `
    create table listening.files (
      workspace_id integer not null,
      file_id text not null,
      survey_id text not null,
      question_id text not null,
      response_id text,
      arrived_at timestamptz,
      format text not null,
      size integer not null,
      wrapped bytea not null,
      primary key (workspace_id, file_id),
      foreign key (workspace_id, survey_id) references listening.surveys,
      foreign key (workspace_id, response_id) references listening.responses on delete cascade,
      check ((response_id is null) <> (arrived_at is null))
    );
    create index on listening.files (workspace_id, response_id);
    create index on listening.files (workspace_id, survey_id);
    create index on listening.files (arrived_at) where arrived_at is not null;
    create table listening.file_parts (
      workspace_id integer not null,
      file_id text not null,
      number integer not null,
      sealed bytea not null,
      primary key (workspace_id, file_id, number),
      foreign key (workspace_id, file_id) references listening.files on delete cascade
    );
    -- What is sealed grows no smaller.
    alter table listening.file_parts alter column sealed set storage external;`,
}

/**
 * Codes sent by mail, one an invitation, until they are used or over; and how often a device finished a survey, kept apart
 * from the responses, so that nothing tells which of them are one person's.
 */
export const codesAndDevices: Migration = {
  name: '016-codes-and-devices',
  sql: `
    alter table listening.protections drop constraint protections_level_check;
    alter table listening.protections add constraint protections_level_check check (level between 0 and 4);
    create table listening.codes (
      workspace_id integer not null,
      invitation_id text not null,
      code_hash bytea not null,
      sent_at timestamptz not null,
      ends_at timestamptz not null,
      tries integer not null default 0,
      -- How many were sent since.
      since timestamptz not null,
      sent integer not null,
      primary key (workspace_id, invitation_id),
      foreign key (workspace_id, invitation_id) references listening.invitations on delete cascade
    );
    create table listening.devices (
      workspace_id integer not null,
      survey_id text not null,
      device bytea not null,
      finished integer not null,
      last_on date not null,
      primary key (workspace_id, survey_id, device),
      foreign key (workspace_id, survey_id) references listening.surveys
    );
    create index on listening.devices (last_on);`,
}

/**
 * Words are known again by a keyed hash, that goes with them. Which marks keep a response out of results is chosen by
 * somebody; what came of it stands with each response, so that every question asks the same.
 */
export const marksChosen: Migration = {
  name: '018-marks-chosen',
  sql: `
    alter table listening.answers add column likeness bytea;
    create index on listening.answers (workspace_id, likeness) where likeness is not null;
    alter table listening.responses add column left_out boolean not null default false;
    alter table listening.protections add column left_out text[] not null default '{}';`,
}

/** How a survey is protected; and the proofs that were used, until they would have ended: each serves once. */
export const protections: Migration = {
  name: '009-protections',
  sql: `
    create table listening.protections (
      workspace_id integer not null,
      survey_id text not null,
      level integer not null default 1 check (level between 0 and 3),
      raised_until timestamptz,
      primary key (workspace_id, survey_id),
      foreign key (workspace_id, survey_id) references listening.surveys
    );
    create table listening.used_proofs (
      proof bytea primary key,
      ends_at timestamptz not null
    );
    create index on listening.used_proofs (ends_at);`,
}
