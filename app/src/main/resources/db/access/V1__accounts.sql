create table account (
  id uuid primary key,
  username text not null unique check (username = lower(username) and length(username) between 3 and 64),
  display_name text not null,
  password_hash text not null,
  roles text[] not null check (cardinality(roles) > 0),
  enabled boolean not null,
  created_at timestamptz not null
);

comment on table account is 'Who may sign in; people known to the centre who cannot are elsewhere.';

create table session (
  token_hash bytea primary key,
  id uuid not null unique,
  account_id uuid not null references account (id),
  created_at timestamptz not null,
  last_seen_at timestamptz not null
);

create index session_of_account on session (account_id, created_at);
create index session_by_last_seen on session (last_seen_at);

comment on table session is 'Who is signed in. The token itself is only in the browser, so a copy of this table opens nothing.';

create table throttle (
  key bytea primary key,
  tries integer not null,
  last_at timestamptz not null,
  blocked_until timestamptz not null
);

create index throttle_by_last_at on throttle (last_at);

comment on table throttle is 'Failed sign-ins by hashed account, source or device; forgotten after a while.';

create table secret (
  name text primary key,
  value bytea not null
);

comment on table secret is 'Keys that the module made for itself at first use.';

create table audit_entry (
  id uuid primary key,
  at timestamptz not null,
  who uuid references account (id),
  what text not null,
  subject_kind text not null,
  subject_id text not null,
  reason text not null,
  source text not null
);

create index audit_entry_by_who on audit_entry (who, id);
create index audit_entry_by_subject on audit_entry (subject_kind, subject_id, id);
create index audit_entry_by_what on audit_entry (what, id);

comment on table audit_entry is 'Who looked at what or changed what, and why. Only ever added to.';

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The audit trail is only ever added to.';
end;
$$;

create trigger audit_entry_stays before update or delete on audit_entry
  for each row execute function refuse_change();

create trigger audit_entry_stays_whole before truncate on audit_entry
  for each statement execute function refuse_change();
