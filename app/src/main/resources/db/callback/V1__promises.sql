-- What we have promised to call back, and what has become of it.
create table promise (
  id uuid primary key,
  number text not null,
  citizen_id uuid,
  source text, -- who asked: a caller's number or a browser; null when unknown
  topic text not null,
  language text not null,
  recording_allowed boolean not null,
  noun text not null,
  word_number int not null check (word_number between 21 and 99),
  waiting_since timestamptz not null,
  promised_at timestamptz not null,
  status text not null check (status in ('BOOKED', 'DUE', 'KEPT', 'GIVEN_UP', 'CANCELLED')),
  wake_at timestamptz, -- when to look at it next
  contact uuid, -- with dispatch now
  ended_at timestamptz,
  check ((status in ('BOOKED', 'DUE')) = (wake_at is not null)),
  check ((status in ('BOOKED', 'DUE')) = (ended_at is null)),
  check (status <> 'DUE' or contact is not null)
);

-- One open promise for each number.
create unique index promise_open on promise (number) where status in ('BOOKED', 'DUE');
create index promise_wake on promise (wake_at) where wake_at is not null;
create index promise_number on promise (number, promised_at);
create index promise_source on promise (source, promised_at);
create index promise_citizen on promise (citizen_id) where status in ('BOOKED', 'DUE');
create index promise_ended on promise (ended_at) where ended_at is not null;

create table attempt (
  contact uuid primary key,
  promise uuid not null references promise (id) on delete cascade,
  asked_at timestamptz not null,
  ended_at timestamptz,
  reason text,
  counts boolean not null default false
);
create index attempt_promise on attempt (promise);
