import type { Migration } from '../engines/postgres/migrate.ts'
import { codesAndDevices, marksChosen, protections, sentFiles, websites } from './answering/migrations.ts'
import { calls, smsDialogues } from './calling/migrations.ts'
import { deciding, invitations } from './inviting/migrations.ts'
import { orderAddresses } from './receipts/migrations.ts'
import { closedWaves, keptAnswers } from './results/migrations.ts'
import { mailboxes, sending } from './sending/migrations.ts'
import { comparableVersions, dealtResponses, quotaCounts, whereSurveysHang } from './writing/migrations.ts'

export const postgresMigrations: readonly Migration[] = [
  {
    name: '001-surveys',
    // A version never changes, so what was answered keeps the words it was answered to. The secret of an address is not
    // kept: it is made from the id of the link whenever it is told, and found again by its hash.
    sql: `
      create schema if not exists listening;
      create table listening.surveys (
        workspace_id integer not null references admitting.workspaces,
        survey_id text not null,
        kind text not null,
        state text not null default 'draft' check (state in ('draft', 'live', 'paused', 'closed')),
        touchpoint_id text,
        draft jsonb not null,
        revision integer not null default 1,
        version integer,
        made_at timestamptz not null,
        made_by text,
        changed_at timestamptz not null,
        primary key (workspace_id, survey_id)
      );
      create table listening.versions (
        workspace_id integer not null,
        survey_id text not null,
        number integer not null,
        definition jsonb not null,
        published_at timestamptz not null,
        published_by text,
        primary key (workspace_id, survey_id, number),
        foreign key (workspace_id, survey_id) references listening.surveys
      );
      create table listening.links (
        workspace_id integer not null,
        link_id text not null,
        survey_id text not null,
        token_hash bytea not null unique,
        place text not null,
        made_at timestamptz not null,
        closed_at timestamptz,
        primary key (workspace_id, link_id),
        foreign key (workspace_id, survey_id) references listening.surveys
      );
      create table listening.responses (
        workspace_id integer not null,
        response_id text not null,
        survey_id text not null,
        version integer not null,
        link_id text not null,
        token_hash bytea not null unique,
        language text not null check (language in ('fr', 'en')),
        passed text[] not null default '{}',
        started_at timestamptz not null,
        completed_at timestamptz,
        dropped integer not null default 0,
        flags text[] not null default '{}',
        -- A pseudonym of the address, for limits; forgotten after two days.
        address_token text,
        told_at timestamptz,
        primary key (workspace_id, response_id),
        foreign key (workspace_id, survey_id, version) references listening.versions,
        foreign key (workspace_id, link_id) references listening.links
      );
      create index on listening.responses (workspace_id, survey_id, version, started_at);
      create index on listening.responses (workspace_id, link_id, started_at) where address_token is not null;
      create index on listening.responses (completed_at) where completed_at is not null and told_at is null;
      create table listening.answers (
        workspace_id integer not null,
        response_id text not null,
        question_id text not null,
        value jsonb not null,
        primary key (workspace_id, response_id, question_id),
        foreign key (workspace_id, response_id) references listening.responses on delete cascade
      );`,
  },
  invitations,
  keptAnswers,
  websites,
  whereSurveysHang,
  sending,
  quotaCounts,
  deciding,
  protections,
  closedWaves,
  comparableVersions,
  calls,
  sentFiles,
  smsDialogues,
  dealtResponses,
  codesAndDevices,
  orderAddresses,
  marksChosen,
  mailboxes,
]
