import type { Migration as ClickHouseMigration } from '../engines/clickhouse/migrate.ts'
import type { Migration as PostgresMigration } from '../engines/postgres/migrate.ts'
import { importMigrations } from './imports/migrations.ts'

export const postgresMigrations: readonly PostgresMigration[] = [
  {
    name: '001-arrival',
    // What an acknowledgement stands on: the ledger of message ids (two generations, so that the window has no edge),
    // the inbox in order of arrival, and what was refused.
    sql: `
      create schema if not exists collecting;

      create table collecting.seen_current (
        workspace_id integer not null,
        message uuid not null,
        primary key (workspace_id, message)
      );
      create table collecting.seen_previous (
        workspace_id integer not null,
        message uuid not null,
        primary key (workspace_id, message)
      );
      create table collecting.ledger_turns (turned_at timestamptz not null);
      insert into collecting.ledger_turns values (now());

      create table collecting.inbox (
        number bigint generated always as identity primary key,
        workspace_id integer not null,
        source text not null,
        source_channel text,
        trusted boolean not null,
        historical boolean not null,
        consent_rule text not null,
        received_at timestamptz not null,
        sent_at timestamptz,
        -- Compressing what is deleted a second later costs more than the bytes it saves.
        messages text storage external not null,
        amount integer not null
      );

      create table collecting.quarantine (
        id text primary key,
        workspace_id integer not null,
        source text not null,
        source_channel text,
        trusted boolean not null,
        historical boolean not null,
        received_at timestamptz not null,
        reason text not null,
        message_sealed bytea not null,
        resolved_at timestamptz
      );
      create index on collecting.quarantine (workspace_id, resolved_at, received_at desc);

      create table collecting.source_days (
        workspace_id integer not null,
        source text not null,
        day date not null,
        accepted bigint not null default 0,
        duplicates bigint not null default 0,
        refused bigint not null default 0,
        not_measured bigint not null default 0,
        last_received_at timestamptz not null,
        primary key (workspace_id, source, day)
      );`,
  },
  {
    name: '002-identity',
    // Customers are a function of identifiers and links (vocabulary/identity.ts); 'customer' and 'core' keep its result.
    sql: `
      create table collecting.identifiers (
        workspace_id integer not null,
        anchor bigint not null,
        kind text not null,
        customer bigint not null,
        core bigint not null,
        -- For a browser shared by several known people: the anchor of the one who uses it now.
        current_anchor bigint,
        consents jsonb,
        value_sealed bytea,
        first_seen_at timestamptz not null,
        last_seen_at timestamptz not null,
        primary key (workspace_id, anchor)
      );
      create index on collecting.identifiers (workspace_id, customer);

      create table collecting.links (
        workspace_id integer not null,
        one bigint not null,
        other bigint not null,
        rule text not null,
        linked_at timestamptz not null,
        refusal text,
        severed_at timestamptz,
        made_by text,
        primary key (workspace_id, one, other, rule)
      );
      create index on collecting.links (workspace_id, other);

      create table collecting.customers (
        workspace_id integer not null,
        customer bigint not null,
        first_seen_at timestamptz not null,
        last_seen_at timestamptz not null,
        consents jsonb,
        -- Set when the traces of this customer are to be written again; grows, so that a later touch is not lost.
        touched bigint,
        primary key (workspace_id, customer)
      );
      create index on collecting.customers (workspace_id, last_seen_at desc);
      create index on collecting.customers (touched) where touched is not null;
      create sequence collecting.touches;
      -- Customers whose events went elsewhere without new ones: joined into another, or parted from one.
      create table collecting.customers_moved (
        workspace_id integer not null,
        customer bigint not null,
        touched bigint not null default nextval('collecting.touches'),
        primary key (workspace_id, customer)
      );

      create table collecting.consent_decisions (
        id bigint generated always as identity primary key,
        workspace_id integer not null,
        anchor bigint not null,
        purpose text not null,
        decision text not null check (decision in ('granted', 'denied', 'withdrawn')),
        decided_at timestamptz not null,
        recorded_at timestamptz not null default now(),
        method text not null,
        source text not null,
        message uuid
      );
      create index on collecting.consent_decisions (workspace_id, anchor, purpose, decided_at);
      create unique index on collecting.consent_decisions (workspace_id, message, purpose) where message is not null;`,
  },
  {
    name: '003-vault',
    // One key an anchor: forgetting somebody is destroying the keys of their anchors, and a merge taken back gives
    // each side its own again.
    sql: `
      create table collecting.vault_keys (
        workspace_id integer not null,
        anchor bigint not null,
        wrapped bytea not null,
        primary key (workspace_id, anchor)
      );
      create table collecting.sealed_values (
        workspace_id integer not null,
        anchor bigint not null,
        message uuid not null,
        sealed bytea not null,
        primary key (workspace_id, anchor, message)
      );
      create table collecting.traits (
        workspace_id integer not null,
        anchor bigint not null,
        key text not null,
        observed_at timestamptz not null,
        plain text,
        sealed bytea,
        primary key (workspace_id, anchor, key)
      );
      -- Keyed hashes of traits that people are searched by (e-mail, telephone, loyalty card), never the values.
      create table collecting.search_tokens (
        workspace_id integer not null,
        token bigint not null,
        anchor bigint not null,
        primary key (workspace_id, token, anchor)
      );
      create index on collecting.search_tokens (workspace_id, anchor);
      create table collecting.forgotten (
        workspace_id integer not null,
        anchor bigint not null,
        forgotten_at timestamptz not null,
        primary key (workspace_id, anchor)
      );`,
  },
  {
    name: '004-said',
    // What each device last said of consents: SDKs repeat it with every event, and a repetition decides nothing.
    sql: `alter table collecting.identifiers add column said jsonb;`,
  },
  {
    name: '005-inbox-storage',
    // A row lives for a second: packing and unpacking it cost more than the bytes saved.
    sql: `alter table collecting.inbox alter column messages set storage external;`,
  },
  ...importMigrations,
  {
    name: '006-sample-keeping',
    // For how many days samples of pages are kept; null, or no row, for as long as the workspace.
    sql: `
      create table collecting.sample_keeping (
        workspace_id integer primary key references admitting.workspaces,
        days integer check (days between 1 and 3650),
        changed_at timestamptz not null
      );`,
  },
]

// The words of vocabulary/contact.ts as they were when these columns were made: what a migration does never changes.
const firstOf = (properties: readonly string[]) =>
  `arrayFirst(value -> value != '', [${[
    ...properties.map(property => `texts['${property}']`),
    ...properties.map(property => `if(mapContains(numbers, '${property}'), toString(numbers['${property}']), '')`),
  ].join(', ')}, ''])`
export const contactColumns = {
  contact_reason: ['reason', 'reasonCode', 'reason_code', 'motif', 'topic', 'category'],
  contact_conversation: [
    ...['conversationId', 'conversation_id', 'callId', 'call_id', 'chatId', 'chat_id', 'ticketId', 'ticket_id'],
    ...['threadId', 'interactionId'],
  ],
} as const
const contactWords = [
  { name: 'contact_reason', type: 'String', tells: firstOf(contactColumns.contact_reason) },
  { name: 'contact_conversation', type: 'String', tells: firstOf(contactColumns.contact_conversation) },
  { name: 'contact_direction', type: 'LowCardinality(String)', tells: `lower(texts['direction'])` },
]

export const clickhouseMigrations: readonly ClickHouseMigration[] = [
  {
    name: '001-events',
    // The key holds only what a retry repeats unchanged: the anchor, the day as claimed, the message. A later copy of
    // the same message collapses into the first. Years rather than months: a file of old events is one insert into few
    // parts. Every setting of 'durable' is read back at start.
    statements: [
      `create table if not exists events_raw (
        workspace_id UInt32,
        anchor UInt64 codec(ZSTD(1)),
        day Date,
        message_id UUID,
        occurred_at DateTime64(3, 'UTC') codec(Delta, ZSTD(1)),
        claimed_at DateTime64(3, 'UTC') codec(Delta, ZSTD(1)),
        received_at DateTime64(3, 'UTC') codec(Delta, ZSTD(1)),
        position UInt32 codec(T64, ZSTD(1)),
        inbox UInt64 codec(Delta, ZSTD(1)),
        kind LowCardinality(String),
        name LowCardinality(String),
        channel LowCardinality(String),
        device LowCardinality(String),
        source LowCardinality(String),
        clock LowCardinality(String),
        case_key String codec(ZSTD(1)),
        measurable UInt8,
        score Nullable(Float32),
        construct LowCardinality(String),
        texts Map(LowCardinality(String), String) codec(ZSTD(1)),
        numbers Map(LowCardinality(String), Float64) codec(ZSTD(1)),
        sealed UInt8,
        version UInt64 codec(Delta, ZSTD(1)),
        index by_inbox inbox type minmax granularity 1,
        index by_receipt received_at type minmax granularity 1,
        index by_name name type set(100) granularity 4
      )
      engine = ReplacingMergeTree(version)
      partition by toYear(day)
      order by (workspace_id, anchor, day, message_id)
      settings durable`,
      // The published view: one row a message.
      `create view if not exists events as
      select
        workspace_id, anchor, message_id, occurred_at, claimed_at, received_at, position, kind, name, channel, device,
        source, clock, case_key, measurable, score, construct, texts, numbers, sealed
      from events_raw final`,
      // Anchors that are not their own customer. The others stand for themselves.
      `create table if not exists customer_places_raw (
        workspace_id UInt32,
        anchor UInt64,
        customer_id UInt64,
        version UInt64
      )
      engine = ReplacingMergeTree(version)
      order by (workspace_id, anchor)
      settings durable`,
      `create view if not exists customer_places as
      select workspace_id, anchor, customer_id from customer_places_raw final`,
      `create table if not exists traits_raw (
        workspace_id UInt32,
        key LowCardinality(String),
        anchor UInt64,
        value String,
        observed_at UInt64
      )
      engine = ReplacingMergeTree(observed_at)
      order by (workspace_id, key, anchor)
      settings durable`,
      `create view if not exists traits as
      select workspace_id, key, anchor, value, observed_at from traits_raw final`,
    ],
  },
  {
    name: '002-page-samples',
    // One row a view of a page (docs/decisions/0011-page-samples.md): how often which place of which element was
    // clicked, how far the page was seen and for how long. No order, no instant but a quarter of an hour. A view tells
    // itself whole each time, so the last part takes the place of those before it. 'click_elements' are places in
    // 'elements', from 0.
    statements: [
      `create table if not exists page_samples_raw (
        workspace_id UInt32,
        template LowCardinality(String),
        viewport LowCardinality(String),
        view_id UUID,
        anchor UInt64 codec(ZSTD(1)),
        at DateTime('UTC') codec(Delta, ZSTD(1)),
        height UInt16,
        elements Array(LowCardinality(String)) codec(ZSTD(1)),
        xs Array(UInt16) codec(ZSTD(1)),
        ys Array(UInt16) codec(ZSTD(1)),
        widths Array(UInt16) codec(ZSTD(1)),
        heights Array(UInt16) codec(ZSTD(1)),
        click_elements Array(UInt8) codec(ZSTD(1)),
        click_xs Array(UInt16) codec(ZSTD(1)),
        click_ys Array(UInt16) codec(ZSTD(1)),
        click_kinds Array(UInt8) codec(ZSTD(1)),
        click_amounts Array(UInt16) codec(ZSTD(1)),
        reach UInt16,
        bands Array(UInt32) codec(ZSTD(1)),
        quick_back UInt8,
        version UInt64
      )
      engine = ReplacingMergeTree(version)
      order by (workspace_id, template, viewport, view_id)
      settings durable, index_granularity = 1024`,
      `create view if not exists page_samples as
      select
        workspace_id, template, viewport, view_id, anchor, at, height, elements, xs, ys, widths, heights,
        click_elements, click_xs, click_ys, click_kinds, click_amounts, reach, bands, quick_back
      from page_samples_raw final`,
    ],
  },
  {
    name: '003-contact-words',
    // Contacts are asked for over all events, and reading the properties of ten million of them took three quarters of
    // what that costs: what contacts are told by unless a workspace says otherwise (vocabulary/contact.ts) stands in
    // columns of its own, worked out by the store as events are written, and of events written before as they are read
    // until this has gone over them.
    statements: [
      ...contactWords.map(
        ({ name, type, tells }) =>
          `alter table events_raw add column if not exists ${name} ${type} materialized ${tells} codec(ZSTD(1))`,
      ),
      `alter table events_raw ${contactWords.map(({ name }) => `materialize column ${name}`).join(', ')}`,
    ],
  },
]
