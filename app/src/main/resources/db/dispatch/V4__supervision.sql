-- Contacts that a supervisor has pulled forward, each once, and why.
create table pull (
  contact    uuid        primary key,
  account_id uuid        not null, -- the supervisor
  reason     text        not null check (length(reason) between 1 and 200),
  at         timestamptz not null
);

-- Wrap-up that has ended, for the history.
create table wrap_up (
  contact  uuid        not null,
  operator uuid        not null,
  began_at timestamptz not null,
  ended_at timestamptz not null check (ended_at >= began_at),
  primary key (contact, operator, began_at)
);

-- The history asks by time of arrival. After the first deletions by age contacts do not lie in that
-- order any more, so that a range of blocks would say nothing.
create index contact_arrived on contact (arrived_at);
