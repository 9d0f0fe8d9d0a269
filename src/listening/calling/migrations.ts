import type { Migration } from '../../engines/postgres/migrate.ts'

/**
 * Surveys asked on the telephone, and calls under way. A call is known by a keyed hash of its name, its answers are kept
 * where all are, and its line is gone two days after it was last heard.
 */
export const calls: Migration = {
  name: '012-calls',
  sql: `
    create table listening.voices (
      workspace_id integer not null,
      survey_id text not null,
      settings jsonb not null,
      changed_at timestamptz not null,
      primary key (workspace_id, survey_id),
      foreign key (workspace_id, survey_id) references listening.surveys
    );
    create table listening.calls (
      workspace_id integer not null,
      call_hash bytea not null,
      survey_id text not null,
      version integer not null,
      link_id text not null,
      customer_id bigint,
      language text not null check (language in ('fr', 'en')),
      settings jsonb not null,
      turn integer not null default 0,
      state jsonb not null,
      -- The answers of a test, sealed: they are nowhere else, and counted by nobody.
      test_answers bytea,
      heard_at timestamptz not null,
      ended_at timestamptz,
      primary key (workspace_id, call_hash),
      foreign key (workspace_id, survey_id, version) references listening.versions
    );
    create index on listening.calls (heard_at);
    create index on listening.calls (workspace_id, customer_id) where customer_id is not null;
    alter table listening.links drop constraint links_kind_check;
    alter table listening.links add constraint links_kind_check
      check (kind in ('address', 'website', 'kiosk', 'voice'));
    create unique index on listening.links (workspace_id, survey_id) where kind = 'voice';`,
}

/** Questions asked by SMS: one open for each number, known by its keyed hash, for three days at most. */
export const smsDialogues: Migration = {
  name: '014-sms-dialogues',
  sql: `
    create table listening.sms_dialogues (
      workspace_id integer not null,
      address_token text not null,
      invitation_id text not null,
      survey_id text not null,
      version integer not null,
      language text not null check (language in ('fr', 'en')),
      turn integer not null default 0,
      state jsonb not null,
      salt bytea not null,
      opened_at timestamptz not null,
      -- A keyed hash of the last message that was taken, to know it again.
      last_told bytea,
      last_at timestamptz,
      primary key (workspace_id, address_token),
      foreign key (workspace_id, invitation_id) references listening.invitations on delete cascade
    );
    create index on listening.sms_dialogues (workspace_id, invitation_id);
    create index on listening.sms_dialogues (opened_at);`,
}
