import type { Migration } from '../../engines/postgres/migrate.ts'

/**
 * Decisions to ask people, the messages that leave for them, and the addresses that get no more. An address itself is not
 * here: it is read from the vault at the moment of sending, and known by its pseudonym.
 */
export const invitations: Migration = {
  name: '002-invitations',
  sql: `
    create table listening.invitations (
      workspace_id integer not null,
      invitation_id text not null,
      survey_id text not null,
      customer_id bigint,
      channel text not null check (channel in ('email', 'sms', 'voice', 'widget')),
      -- What made it: the id of an event, a wave, a list. One decision for each person, survey and cause.
      cause text not null,
      state text not null,
      reasons text[] not null default '{}',
      -- Of the version that is asked; null while nothing is sent.
      version integer,
      language text check (language in ('fr', 'en')),
      -- Its address is made from the id of the invitation, as those of places are, and found again by this.
      token_hash bytea unique,
      decided_at timestamptz not null,
      send_after timestamptz,
      expires_at timestamptz,
      sent_at timestamptz,
      started_at timestamptz,
      ended_at timestamptz,
      primary key (workspace_id, invitation_id),
      foreign key (workspace_id, survey_id) references listening.surveys
    );
    create unique index on listening.invitations (workspace_id, survey_id, customer_id, cause);
    create index on listening.invitations (workspace_id, customer_id, decided_at);
    create index on listening.invitations (workspace_id, survey_id, decided_at desc, invitation_id);
    create table listening.messages (
      workspace_id integer not null,
      message_id text not null,
      invitation_id text not null,
      kind text not null check (kind in ('invitation', 'reminder')),
      channel text not null,
      state text not null default 'queued',
      send_after timestamptz not null,
      taken_at timestamptz,
      attempts integer not null default 0,
      -- Under which name the carrier knows it, and what it answered: a code, never an address.
      carrier_id text,
      carrier_said text,
      ended_at timestamptz,
      primary key (workspace_id, message_id),
      foreign key (workspace_id, invitation_id) references listening.invitations on delete cascade
    );
    create index on listening.messages (send_after) where state = 'queued';
    create index on listening.messages (workspace_id, invitation_id);
    create index on listening.messages (workspace_id, carrier_id) where carrier_id is not null;
    create table listening.suppressions (
      workspace_id integer not null references admitting.workspaces,
      channel text not null,
      -- A keyed hash of the address in its plain form (small letters, E.164).
      address_token text not null,
      reason text not null,
      since timestamptz not null,
      primary key (workspace_id, channel, address_token)
    );
    -- A response to a personal invitation has no place; one that is somebody's is told when they ask what is known of them.
    alter table listening.responses alter column link_id drop not null;
    alter table listening.responses add column if not exists customer_id bigint;
    alter table listening.responses add column if not exists invitation_id text;
    create index on listening.responses (workspace_id, customer_id) where customer_id is not null;
    create unique index on listening.responses (workspace_id, invitation_id) where invitation_id is not null;`,
}

/** By which rules a survey asks, what waits to be decided, and how far the work is. */
export const deciding: Migration = {
  name: '008-deciding',
  sql: `
    create table listening.sending_rules (
      workspace_id integer not null,
      survey_id text not null,
      rules jsonb not null,
      revision integer not null default 1,
      -- Null while nobody is asked by them; events of before ask nobody.
      switched_on_at timestamptz,
      changed_at timestamptz not null,
      changed_by text,
      primary key (workspace_id, survey_id),
      foreign key (workspace_id, survey_id) references listening.surveys
    );
    create table listening.contact_pressure (
      workspace_id integer primary key references admitting.workspaces,
      settings jsonb not null,
      revision integer not null default 1,
      paused_at timestamptz,
      changed_at timestamptz not null
    );
    -- Somebody to whom a survey is due. One at a time for each person and survey: a customer of a hundred thousand events
    -- waits once.
    create table listening.candidates (
      workspace_id integer not null,
      survey_id text not null,
      customer_id bigint not null,
      cause text not null,
      happened_at timestamptz not null,
      due_at timestamptz not null,
      primary key (workspace_id, survey_id, customer_id),
      foreign key (workspace_id, survey_id) references listening.surveys
    );
    create index on listening.candidates (due_at);
    create index on listening.candidates (workspace_id, customer_id);
    -- Up to which receipt the events of a workspace were heard.
    create table listening.heard (
      workspace_id integer primary key references admitting.workspaces,
      place timestamptz not null
    );
    -- Everybody of an audience, or a list, decided on in the order of the numbers of customers.
    create table listening.waves (
      workspace_id integer not null,
      wave_id text not null,
      survey_id text not null,
      kind text not null check (kind in ('wave', 'list')),
      started_at timestamptz not null,
      -- The days over which it is spread.
      starts_on date not null,
      place bigint not null default -1,
      decided integer not null default 0,
      asked integer not null default 0,
      ended_at timestamptz,
      stopped_at timestamptz,
      made_by text,
      primary key (workspace_id, wave_id),
      foreign key (workspace_id, survey_id) references listening.surveys
    );
    create unique index on listening.waves (workspace_id, survey_id, starts_on) where kind = 'wave';
    create index on listening.waves (workspace_id, wave_id) where ended_at is null;
    create table listening.listed (
      workspace_id integer not null,
      wave_id text not null,
      customer_id bigint not null,
      primary key (workspace_id, wave_id, customer_id),
      foreign key (workspace_id, wave_id) references listening.waves on delete cascade
    );
    create table listening.dry_runs (
      workspace_id integer not null,
      survey_id text not null,
      run_id text not null,
      rules jsonb not null,
      state text not null check (state in ('waiting', 'running', 'ended', 'stopped', 'failed')),
      -- 0 to 1.
      progress real not null default 0,
      result jsonb,
      asked_at timestamptz not null,
      ended_at timestamptz,
      primary key (workspace_id, survey_id),
      foreign key (workspace_id, survey_id) references listening.surveys
    );
    -- When what is asked about happened; a decision that was put off is looked at again with it.
    alter table listening.invitations add column happened_at timestamptz;
    create index on listening.invitations (send_after) where state = 'deferred';
    create index on listening.invitations (workspace_id, survey_id, expires_at) where state in ('sent', 'started', 'queued');`,
}
