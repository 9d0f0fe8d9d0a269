import type { Migration as ClickHouseMigration } from '../engines/clickhouse/migrate.ts'
import type { Migration as PostgresMigration } from '../engines/postgres/migrate.ts'

// The words of visit-marks.ts as they were when these columns were made: what a migration does never changes.
const opens = 'arrayMap((number, before) -> toUInt8(number != before), cases, arrayShiftRight(cases, 1))'
const runs = `arraySplit((visit, opening) -> opening, touchpoints, ${opens})`
const ofOpening = (array: string) => `arrayFilter((each, opening) -> opening, ${array}, ${opens})`
const facts = [
  {
    name: 'marks',
    type: 'Array(UInt8)',
    tells: `arrayMap(
      (nth, opening, here, here_in_case, onward_in_case, onward, begun) -> toUInt8(
        (nth = 1) + 2 * opening + 4 * (here = 1) + 8 * (here_in_case = 1)
        + 16 * (onward_in_case = 1) + 32 * (onward = 1) + 64 * (opening and begun = 1)),
      arrayEnumerate(touchpoints),
      ${opens},
      arrayEnumerateUniq(touchpoints),
      arrayEnumerateUniq(cases, touchpoints),
      arrayEnumerateUniq(cases, touchpoints, nexts),
      arrayEnumerateUniq(touchpoints, nexts),
      arrayEnumerateUniq(touchpoints, ${opens}))`,
  },
  { name: 'sizes', type: 'Array(UInt32)', tells: `arrayMap(run -> toUInt32(length(run)), ${runs})` },
  { name: 'stories', type: 'Array(UInt64)', tells: `arrayMap(run -> sipHash64(run), ${runs})` },
  { name: 'short_stories', type: 'Array(UInt64)', tells: `arrayMap(run -> sipHash64(arrayCompact(run)), ${runs})` },
  { name: 'case_ended', type: 'Array(UInt8)', tells: ofOpening('ended') },
  { name: 'case_lasts', type: `Array(DateTime64(3, 'UTC'))`, tells: ofOpening('lasts') },
  {
    name: 'case_seconds',
    type: 'Array(Float64)',
    tells: `arrayMap((began, last) -> dateDiff('millisecond', began, last) / 1000, ${ofOpening('at')}, ${ofOpening('lasts')})`,
  },
  {
    name: 'case_scores',
    type: 'Array(Float32)',
    tells: `arrayMap(
      run -> toFloat32(arrayAvg(arrayFilter(score -> not isNaN(score), run))),
      arraySplit(
        (score, opening) -> opening,
        arrayMap((score, construct) -> if(construct = 1, score, toFloat32(nan)), scores, constructs),
        ${opens}))`,
  },
]

const atOnce = '281474976710656'
const channelRuns = `arraySplit(
  (visit, opening) -> opening,
  arrayMap((channel, moment) -> toInt64(channel * ${atOnce} + toUnixTimestamp64Milli(moment)), channels, at),
  ${opens})`
/** As in questions/count-channels.ts: half an hour without a visit ends a session, five minutes after its last. */
const sessionPoints = `arrayMap(
  run -> if(
    intDiv(arrayMin(run), ${atOnce}) = intDiv(arrayMax(run), ${atOnce}),
    [],
    arraySort(arrayConcat(
      arrayMap(
        visit -> 2 * (visit % ${atOnce}) + 1,
        arrayFilter((visit, before) -> visit - before > 1800000, arraySort(run), arrayShiftRight(arraySort(run), 1, toInt64(-${atOnce})))),
      arrayMap(
        visit -> 2 * (visit % ${atOnce} + 300000),
        arrayFilter((visit, next) -> next - visit > 1800000, arraySort(run), arrayShiftLeft(arraySort(run), 1, toInt64(1000 * ${atOnce}))))))),
  ${channelRuns})`
const channelFacts = [
  { name: 'last_at', type: `DateTime64(3, 'UTC')`, tells: `arrayMax(at)` },
  {
    name: 'case_mixes',
    type: 'Array(Float64)',
    tells: `arrayMap(
      run -> if(arrayMin(run) = arrayMax(run), 0, arrayReduce('entropy', run)),
      arraySplit((channel, opening) -> opening, channels, ${opens}))`,
  },
  {
    name: 'case_overlaps',
    type: 'Array(Int64)',
    tells: `arrayMap(
      points -> arraySum(
        (open, point, next) -> if(open >= 2, bitShiftRight(next, 1) - bitShiftRight(point, 1), 0),
        arrayCumSum(arrayMap(point -> toInt8(2 * bitAnd(point, 1) - 1), points)),
        points,
        arrayShiftLeft(points, 1)),
      ${sessionPoints})`,
  },
]

export const clickhouseMigrations: readonly ClickHouseMigration[] = [
  {
    name: '001-traces',
    // One row a customer and journey: the visits of that customer, case by case, as parallel arrays. No grouping, no
    // sort and a tenth of the bytes when a journey is read; a late event, a merge or an erasure rewrites one row.
    // Four partitions by the top bits of the customer, so that collapsing rewritten rows goes on in parallel. Sixteen
    // were tried: at a million events reading them took half as much time again, and every write synced more parts.
    // Journey 0 holds every measurable event by its name. 'waits' and 'aheads' are seconds, NaN where there is none;
    // 'nexts' and 'prevs' are 0 at the ends of a case. 'ended' tells that the case reached the journey's end, 'lasts'
    // when its last visit was, 'spans' how many seconds after its first: all of the case, repeated at each of its visits.
    // 'answers' are the visits that carry a score, which few do: (at, touchpoint, channel, construct, score).
    // 'claims' are the instants of the events that a touchpoint of the journey claims, visits or not.
    // LZ4 and granules of 1,024 rows: with ZSTD and the usual 8,192, a row being twenty visits, reading what was rewritten
    // took twice the time, for a fifth less disk.
    statements: [
      `create table if not exists traces_raw (
        workspace_id UInt32,
        journey UInt32,
        customer_id UInt64,
        version UInt64,
        cases Array(UInt32) codec(LZ4),
        at Array(DateTime64(3, 'UTC')) codec(T64, LZ4),
        touchpoints Array(UInt16) codec(T64, LZ4),
        channels Array(UInt8) codec(LZ4),
        prevs Array(UInt16) codec(T64, LZ4),
        nexts Array(UInt16) codec(T64, LZ4),
        waits Array(Float32) codec(LZ4),
        aheads Array(Float32) codec(LZ4),
        scores Array(Float32) codec(LZ4),
        constructs Array(UInt8) codec(LZ4),
        figures Array(Float32) codec(LZ4),
        ended Array(UInt8) codec(LZ4),
        spans Array(Float32) codec(LZ4),
        lasts Array(DateTime64(3, 'UTC')) codec(LZ4),
        answers Array(Tuple(DateTime64(3, 'UTC'), UInt16, UInt8, UInt8, Float32)) codec(LZ4),
        claims Array(DateTime64(3, 'UTC')) codec(T64, LZ4)
      )
      engine = ReplacingMergeTree(version)
      partition by intDiv(customer_id, 2305843009213693952)
      order by (workspace_id, journey, customer_id)
      settings durable, index_granularity = 1024`,
      // The published view. A customer whose visits went elsewhere keeps a row of empty arrays: to leave it out here
      // would read the arrays a second time. Questions asked at every redraw read the table itself, 'final': resolving
      // the columns of a view takes longer than reading those of a few thousand customers.
      `create view if not exists traces as
      select
        workspace_id, journey, customer_id, cases, at, touchpoints, channels, prevs, nexts, waits, aheads, scores,
        constructs, figures, ended, spans, lasts, answers, claims
      from traces_raw final`,
    ],
  },
  {
    name: '002-failed-visits',
    // Rows written before have an empty array here: none of their visits is known to have failed until their journey is
    // measured again.
    statements: [
      `alter table traces_raw add column if not exists failed Array(UInt8) codec(LZ4)`,
      `create or replace view traces as
      select
        workspace_id, journey, customer_id, cases, at, touchpoints, channels, prevs, nexts, waits, aheads, scores,
        constructs, figures, ended, spans, lasts, answers, claims, failed
      from traces_raw final`,
    ],
  },
  {
    name: '003-facts-of-cases',
    // What is asked at every look, written with the trace: what each visit is the first of (visit-marks.ts), and one value
    // a case, in the order of the cases: its visits, its story as a number (repetitions told, or told once), whether it
    // ended, when its last visit was, how long it lasted, and the mean satisfaction told in it (NaN for none). All of it
    // follows from the row, so it is worked out as rows are written, and, in rows written before, as they are read until
    // this has gone over them. A graph of a million events reads a third of what it took to number visits at each look,
    // variants a fifth.
    statements: [
      ...facts.map(
        ({ name, type, tells }) =>
          `alter table traces_raw add column if not exists ${name} ${type} materialized ${tells} codec(LZ4)`,
      ),
      `alter table traces_raw ${facts.map(({ name }) => `materialize column ${name}`).join(', ')}`,
    ],
  },
  {
    name: '004-no-score-where-nobody-said',
    // The engine's mean of nothing is 0, not NaN: cases in which nobody said anything were told as neither good nor bad.
    statements: [
      `alter table traces_raw modify column case_scores Array(Float32) materialized arrayMap(
        run -> if(arrayExists(score -> not isNaN(score), run), toFloat32(arrayAvg(arrayFilter(score -> not isNaN(score), run))), toFloat32(nan)),
        arraySplit(
          (score, opening) -> opening,
          arrayMap((score, construct) -> if(construct = 1, score, toFloat32(nan)), scores, constructs),
          ${opens})) codec(LZ4)`,
      'alter table traces_raw materialize column case_scores',
    ],
  },
  {
    name: '005-alignments',
    // What the alignment of a variant with a map says (src/measuring/alignment-frame.ts), so that conformance is one pass
    // over the traces. It follows from the map and the variant: no event, merge or erasure changes it, and what is missing
    // is worked out again. So it may be forgotten: variants of maps that were changed long ago are.
    statements: [
      `create table if not exists alignments_raw (
        workspace_id UInt32,
        frame UInt64,
        closed UInt8,
        story UInt64,
        items Array(UInt64) codec(T64, LZ4),
        amounts Array(UInt32) codec(T64, LZ4),
        aligned_on Date default today()
      )
      engine = ReplacingMergeTree(aligned_on)
      order by (workspace_id, frame, closed, story)
      ttl aligned_on + interval 60 day
      settings durable`,
    ],
  },
  {
    name: '006-contacts',
    // What the workspace counts as a contact, a row a customer, in order: when, and when the ones before and after were,
    // in milliseconds, NaN for none; what was said before those of one conversation were told once; and sessions of
    // self-service with the next contact after each, 0 for none. It is written with the traces and by the same loops, and
    // follows from the events and the workspace's definition. To find the few contacts among all events and to sort them
    // took 3.5 s of processor time at ten million events, self-service ten.
    statements: [
      `create table if not exists contacts_raw (
        workspace_id UInt32,
        customer_id UInt64,
        version UInt64,
        times Array(Int64) codec(T64, LZ4),
        channels Array(LowCardinality(String)) codec(LZ4),
        names Array(LowCardinality(String)) codec(LZ4),
        reasons Array(LowCardinality(String)) codec(LZ4),
        befores Array(Float64) codec(LZ4),
        afters Array(Float64) codec(LZ4),
        afters_here Array(Float64) codec(LZ4),
        befores_any Array(Float64) codec(LZ4),
        afters_any Array(Float64) codec(LZ4),
        said_times Array(Int64) codec(T64, LZ4),
        said_channels Array(LowCardinality(String)) codec(LZ4),
        said_names Array(LowCardinality(String)) codec(LZ4),
        session_begins Array(Int64) codec(T64, LZ4),
        session_ends Array(Int64) codec(T64, LZ4),
        session_channels Array(LowCardinality(String)) codec(LZ4),
        session_reasons Array(LowCardinality(String)) codec(LZ4),
        session_solved Array(UInt8) codec(LZ4),
        session_same Array(Int64) codec(T64, LZ4),
        session_any Array(Int64) codec(T64, LZ4)
      )
      engine = ReplacingMergeTree(version)
      partition by intDiv(customer_id, 2305843009213693952)
      order by (workspace_id, customer_id)
      settings durable, index_granularity = 1024`,
    ],
  },
  {
    name: '007-channels-of-cases',
    // When the last visit of a row was; and of each case how mixed its channels are (entropy, 0 for one channel) and for
    // how many milliseconds two of them were in use at once.
    statements: [
      ...channelFacts.map(
        ({ name, type, tells }) =>
          `alter table traces_raw add column if not exists ${name} ${type} materialized ${tells} codec(LZ4)`,
      ),
      `alter table traces_raw ${channelFacts.map(({ name }) => `materialize column ${name}`).join(', ')}`,
    ],
  },
]

export const postgresMigrations: readonly PostgresMigration[] = [
  {
    name: '001-rebuilds',
    // A journey whose rules changed is measured again from all events, range by range: a crash goes on where it was.
    sql: `
      create schema if not exists measuring;
      create table measuring.rebuilds (
        workspace_id integer not null,
        journey_id text not null,
        asked_at timestamptz not null default now(),
        started_at timestamptz,
        ranges_done integer not null default 0,
        primary key (workspace_id, journey_id)
      );
      create table measuring.event_names (
        workspace_id integer not null,
        number integer not null,
        name text not null,
        primary key (workspace_id, number),
        unique (workspace_id, name)
      );`,
  },
  {
    name: '002-ranges',
    // How many ranges a rebuild has depends on how much there is to rebuild; settled with the first of them.
    sql: `alter table measuring.rebuilds add column if not exists ranges integer;`,
  },
  {
    name: '003-saved-views',
    // What is looked at, under a name. A removed view is kept for a while, so that removing can be undone.
    sql: `
      create table if not exists measuring.saved_views (
        workspace_id integer not null,
        view_id text not null,
        name text not null,
        page text not null,
        search jsonb not null,
        saved_at timestamptz not null,
        saved_by text,
        removed_at timestamptz,
        primary key (workspace_id, view_id)
      );`,
  },
  {
    name: '004-accepted-deviations',
    sql: `
      create table measuring.accepted_deviations (
        workspace_id integer not null,
        map_id text not null,
        kind text not null,
        touchpoint_id text not null,
        placement_id text not null,
        accepted_at timestamptz not null,
        accepted_by text,
        primary key (workspace_id, map_id, kind, touchpoint_id, placement_id),
        foreign key (workspace_id, map_id) references mapping.maps on delete cascade
      );`,
  },
  {
    name: '005-watches',
    sql: `
      create table measuring.watches (
        workspace_id integer not null references admitting.workspaces,
        watch_id text not null,
        name text not null,
        measure jsonb not null,
        watched_since timestamptz not null,
        watched_by text,
        looked_at timestamptz,
        trouble jsonb,
        removed_at timestamptz,
        primary key (workspace_id, watch_id)
      );
      create table measuring.alerts (
        workspace_id integer not null,
        alert_id text not null,
        watch_id text not null,
        kind text not null check (kind in ('odd', 'up', 'down')),
        bucket date not null,
        value double precision,
        expected double precision,
        low double precision,
        high double precision,
        n integer not null,
        raised_at timestamptz not null,
        acknowledged_at timestamptz,
        acknowledged_by text,
        primary key (workspace_id, alert_id),
        unique (workspace_id, watch_id, kind, bucket),
        foreign key (workspace_id, watch_id) references measuring.watches on delete cascade
      );`,
  },
  {
    // What a workspace counts as a contact, for whoever asks nothing else.
    name: '006-contact-definitions',
    sql: `
      create table measuring.contact_definitions (
        workspace_id integer primary key references admitting.workspaces,
        revision integer not null,
        document jsonb not null,
        changed_at timestamptz not null,
        changed_by text
      );`,
  },
  {
    // Contacts are written with the traces from now on; those of what is there already, by the loop that measures again.
    name: '007-contacts-written',
    sql: `
      insert into measuring.rebuilds (workspace_id, journey_id)
      select workspace_id, 'contacts' from admitting.workspaces
      on conflict do nothing;`,
  },
  {
    // What a page looks like, under its samples: one picture a page and width of screen.
    name: '008-page-pictures',
    sql: `
      create table measuring.page_pictures (
        workspace_id integer not null references admitting.workspaces,
        template text not null,
        viewport text not null,
        type text not null,
        width integer not null check (width > 0),
        height integer not null check (height > 0),
        content bytea not null check (octet_length(content) <= 2000000),
        brought_at timestamptz not null,
        brought_by text,
        primary key (workspace_id, template, viewport)
      );
      -- A picture is packed already.
      alter table measuring.page_pictures alter column content set storage external;`,
  },
  {
    // By which of its views a map opens, where somebody said so.
    name: '009-default-views',
    sql: `
      alter table measuring.saved_views add column is_default boolean not null default false;
      create unique index saved_views_default on measuring.saved_views (workspace_id, (search->>'map')) where is_default;`,
  },
  {
    // Events that name their case belong together however long nothing happens between: what was cut there is joined.
    name: '010-named-cases-are-whole',
    sql: `
      insert into measuring.rebuilds (workspace_id, journey_id)
      select workspace_id, journey_id
      from mapping.journeys
      where jsonb_typeof(document -> 'caseRule' -> 'correlationKey') = 'string'
      on conflict (workspace_id, journey_id) do update
      set ranges = null, ranges_done = 0, asked_at = now(), started_at = null;`,
  },
]
