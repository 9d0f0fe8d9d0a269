import type { Migration } from '../../engines/postgres/migrate.ts'

/** Who writes to people and in which words; what is known of a message on its way. */
export const sending: Migration = {
  name: '006-sending',
  sql: `
    create table listening.senders (
      workspace_id integer primary key references admitting.workspaces,
      settings jsonb not null,
      -- Passwords, sealed by the secret of the installation; they are never told back.
      secrets bytea,
      -- Why a carrier takes nothing at the moment: a code, and since when.
      trouble jsonb,
      changed_at timestamptz not null
    );
    create table listening.message_texts (
      workspace_id integer not null,
      survey_id text not null,
      texts jsonb not null,
      changed_at timestamptz not null,
      primary key (workspace_id, survey_id),
      foreign key (workspace_id, survey_id) references listening.surveys
    );
    -- From this instant on the carrier may have the whole of it: it is not handed over again.
    alter table listening.messages add column handed_at timestamptz;
    -- A keyed hash of where it went, as in suppressions.
    alter table listening.messages add column address_token text;
    create index on listening.messages (workspace_id, taken_at) where taken_at is not null;
    create index on listening.messages (workspace_id, address_token) where address_token is not null;
    -- For the list that people look after; gone when the customer is forgotten, while the hash goes on to count.
    alter table listening.suppressions add column address_sealed bytea;
    create table listening.soft_bounces (
      workspace_id integer not null references admitting.workspaces,
      channel text not null,
      address_token text not null,
      amount integer not null,
      last_at timestamptz not null,
      primary key (workspace_id, channel, address_token)
    );`,
}

/** Returned mail is read from a mailbox: how that went the last time. */
export const mailboxes: Migration = {
  name: '019-mailboxes',
  sql: 'alter table listening.senders add column mailbox_state jsonb;',
}
