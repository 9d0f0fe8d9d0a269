import type { Migration } from '../../engines/postgres/migrate.ts'

export const keptAnswers: Migration = {
  name: '003-sealed-answers',
  // Words and contact details are sealed with keys of their response, one for who answered and one for what they wrote:
  // dropping a key forgets, in every copy. The row stays, so that how many answered stays true.
  // Whatever writes responses, one to an anonymous survey never learns whose it is: the store itself sees to it.
  sql: `
    alter table listening.surveys
      add column anonymity text not null default 'identified'
        check (anonymity in ('identified', 'pseudonymous', 'anonymous')),
      add column identity_months integer not null default 13 check (identity_months between 1 and 120),
      add column words_months integer not null default 36 check (words_months between 1 and 120);
    alter table listening.responses add column if not exists customer_id bigint;
    alter table listening.answers
      alter column value drop not null,
      add column part text check (part in ('identity', 'words')),
      add column sealed bytea,
      add check (value is null or part is null),
      add check (sealed is null or part is not null);
    create table listening.answer_keys (
      workspace_id integer not null,
      response_id text not null,
      part text not null check (part in ('identity', 'words')),
      wrapped bytea not null,
      primary key (workspace_id, response_id, part),
      foreign key (workspace_id, response_id) references listening.responses on delete cascade
    );
    create table listening.cuts (
      workspace_id integer not null,
      survey_id text not null,
      part text not null check (part in ('identity', 'words')),
      -- The last time, and how many responses in all.
      cut_at timestamptz not null,
      responses integer not null,
      primary key (workspace_id, survey_id, part),
      foreign key (workspace_id, survey_id) references listening.surveys
    );
    create function listening.nobody() returns trigger language plpgsql as $$
    begin
      if (
        select anonymity = 'anonymous' from listening.surveys
        where workspace_id = new.workspace_id and survey_id = new.survey_id
      ) then
        new.customer_id := null;
      end if;
      return new;
    end $$;
    create trigger nobody before insert or update of customer_id on listening.responses
      for each row when (new.customer_id is not null) execute function listening.nobody();`,
}

export const closedWaves: Migration = {
  name: '010-closed-waves',
  // What was told of a wave when it was closed: nothing that arrives or is deleted later moves it.
  sql: `
    create table listening.closed_waves (
      workspace_id integer not null,
      wave_id text not null,
      closed_at timestamptz not null,
      completed integer not null,
      -- By question: its scale, and how many gave each answer.
      figures jsonb not null,
      primary key (workspace_id, wave_id),
      foreign key (workspace_id, wave_id) references listening.waves
    );`,
}
