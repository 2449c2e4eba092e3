-- What callers have said instead of waiting. The sound lies in files, each under its message's id.
create table message (
  id uuid primary key,
  contact uuid not null, -- the call in which it was said
  number text, -- null when withheld
  citizen_id uuid, -- who was signed in
  topic text not null,
  language text not null,
  waiting_since timestamptz not null, -- the first attempt: the place counts from there
  begun_at timestamptz not null,
  status text not null check (status in ('RECORDING', 'WAITING', 'TAKEN', 'CLOSED')),
  length_millis int not null default 0,
  taken_by uuid,
  taken_at timestamptz,
  heard_by uuid, -- who heard it first
  heard_at timestamptz,
  callback uuid, -- the promise by which it is answered
  answer text, -- what the citizen reads
  outcome text,
  note text not null default '',
  closed_by uuid,
  closed_at timestamptz,
  recognised text,
  confidence real,
  recognised_at timestamptz, -- also when nothing could be recognised
  check ((status = 'TAKEN') = (taken_at is not null)),
  check ((status = 'CLOSED') = (closed_at is not null and outcome is not null))
);

create index message_open on message (waiting_since) where status in ('WAITING', 'TAKEN');
create index message_recording on message (begun_at) where status = 'RECORDING';
create index message_number on message (number, begun_at);
create index message_begun on message (begun_at);
create index message_citizen on message (citizen_id, begun_at) where citizen_id is not null;
create index message_closed on message (closed_at) where closed_at is not null;
create index message_unrecognised on message (begun_at) where recognised_at is null;
