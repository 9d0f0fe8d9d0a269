import type { Migration } from '../engines/postgres/migrate.ts'

export const postgresMigrations: readonly Migration[] = [
  {
    name: '001 who may enter',
    sql: `
      create schema admitting;

      create table admitting.workspaces (
        workspace_id integer generated always as identity primary key,
        key text not null unique check (key ~ '^[a-z0-9][a-z0-9-]{0,38}$'),
        name text not null,
        time_zone text not null,
        locale text not null check (locale in ('fr', 'en')),
        measurement_consent text not null check (measurement_consent in ('opt-in', 'opt-out')),
        minimum_group integer not null check (minimum_group >= 5),
        created_at timestamptz not null
      );

      create table admitting.members (
        member_id text primary key,
        email text not null unique check (email = lower(email)),
        name text not null,
        locale text not null check (locale in ('fr', 'en')),
        theme text not null check (theme in ('system', 'light', 'dark')),
        password_hash text not null,
        created_at timestamptz not null
      );

      create table admitting.memberships (
        workspace_id integer not null references admitting.workspaces,
        member_id text not null references admitting.members,
        role text not null check (role in ('owner', 'editor', 'analyst', 'adviser', 'viewer')),
        since timestamptz not null,
        primary key (workspace_id, member_id)
      );
      create index memberships_by_member on admitting.memberships (member_id);

      -- Only the hash of a token is kept: a stolen copy of the table opens nothing.
      create table admitting.sessions (
        session_id text primary key,
        member_id text not null references admitting.members,
        token_hash bytea not null unique,
        device text not null,
        started_at timestamptz not null,
        last_seen_at timestamptz not null,
        ends_at timestamptz not null
      );
      create index sessions_by_member on admitting.sessions (member_id);

      create table admitting.sign_in_attempts (
        attempt_id bigint generated always as identity primary key,
        subject bytea not null,
        at timestamptz not null
      );
      create index sign_in_attempts_by_subject on admitting.sign_in_attempts (subject, at);
      create index sign_in_attempts_by_time on admitting.sign_in_attempts (at);

      create table admitting.one_time_links (
        token_hash bytea primary key,
        purpose text not null check (purpose in ('set-up', 'recovery')),
        member_id text references admitting.members,
        expires_at timestamptz not null,
        check ((purpose = 'recovery') = (member_id is not null))
      );

      create table admitting.invitations (
        workspace_id integer not null references admitting.workspaces,
        invitation_id text not null,
        email text not null check (email = lower(email)),
        role text not null check (role in ('owner', 'editor', 'analyst', 'adviser', 'viewer')),
        token_hash bytea not null unique,
        invited_at timestamptz not null,
        expires_at timestamptz not null,
        accepted_at timestamptz,
        revoked_at timestamptz,
        primary key (workspace_id, invitation_id)
      );

      create table admitting.sources (
        workspace_id integer not null references admitting.workspaces,
        source_id text not null,
        number integer not null,
        name text not null,
        channel text not null,
        disabled boolean not null default false,
        created_at timestamptz not null,
        primary key (workspace_id, source_id),
        unique (workspace_id, number),
        unique (workspace_id, name)
      );

      create table admitting.keys (
        workspace_id integer not null references admitting.workspaces,
        key_id text not null,
        source_id text not null,
        kind text not null check (kind in ('write', 'secret')),
        name text not null,
        hash bytea not null unique,
        last_four text not null,
        clear text,
        created_at timestamptz not null,
        last_used_at timestamptz,
        revoked_at timestamptz,
        primary key (workspace_id, key_id),
        foreign key (workspace_id, source_id) references admitting.sources,
        -- A write key stands in web pages anyway; a secret one is never kept.
        check ((kind = 'write') = (clear is not null))
      );`,
  },
  {
    name: '002 the audit log',
    // The head row is what is locked: locking the last entry instead lets two writers fork the chain.
    // Workspace 0 is the installation itself. Fields are preceded by their length, so that no two entries spell alike.
    sql: `
      create table admitting.audit_heads (
        workspace_id integer primary key,
        number bigint not null default 0,
        hash bytea not null default '\\x'
      );

      create table admitting.audit_entries (
        workspace_id integer not null,
        number bigint not null,
        at timestamptz not null,
        actor text not null,
        action text not null,
        payload text not null,
        previous_hash bytea not null,
        hash bytea not null,
        primary key (workspace_id, number)
      );

      create function admitting.audit_field(value text) returns text
      language sql immutable as $$ select octet_length(value) || ':' || value $$;

      create function admitting.append_audit(
        of_workspace integer, at_instant timestamptz, by_actor text, of_action text, with_payload text
      ) returns void language plpgsql as $$
      declare
        head admitting.audit_heads;
        next_number bigint;
        next_hash bytea;
        to_millisecond timestamptz := date_trunc('milliseconds', at_instant);
      begin
        insert into admitting.audit_heads (workspace_id) values (of_workspace) on conflict do nothing;
        select * into strict head from admitting.audit_heads where workspace_id = of_workspace for update;
        next_number := head.number + 1;
        next_hash := sha256(convert_to(
          admitting.audit_field(encode(head.hash, 'hex')) ||
          admitting.audit_field(of_workspace::text) ||
          admitting.audit_field(next_number::text) ||
          admitting.audit_field(trunc(extract(epoch from to_millisecond) * 1000)::bigint::text) ||
          admitting.audit_field(by_actor) ||
          admitting.audit_field(of_action) ||
          admitting.audit_field(with_payload), 'UTF8'));
        insert into admitting.audit_entries (workspace_id, number, at, actor, action, payload, previous_hash, hash)
        values (of_workspace, next_number, to_millisecond, by_actor, of_action, with_payload, head.hash, next_hash);
        update admitting.audit_heads set number = next_number, hash = next_hash where workspace_id = of_workspace;
      end $$;

      create function admitting.refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'the audit log is only ever added to';
      end $$;
      create trigger audit_only_grows before update or delete on admitting.audit_entries
        for each row execute function admitting.refuse_change();
      create trigger audit_is_never_emptied before truncate on admitting.audit_entries
        for each statement execute function admitting.refuse_change();`,
  },
  {
    name: '003 when a workspace is open',
    // The row outlives the calendar it held, so that its revision never begins anew.
    sql: `
      create table admitting.calendars (
        workspace_id integer primary key references admitting.workspaces,
        revision integer not null,
        document jsonb,
        changed_at timestamptz not null,
        changed_by text
      );`,
  },
]
