-- A notice, from its acceptance to its end; the proof of its sending.
create table notice (
  id uuid primary key,
  key text not null unique check (length(key) <= 200),
  template text not null,
  language text not null,
  channel text not null check (channel in ('SMS', 'MAIL')),
  recipient text not null,
  body text not null,
  question boolean not null,
  correlation text check (length(correlation) <= 100),
  accepted_at timestamptz not null,
  not_after timestamptz not null,
  status text not null check (status in ('WAITING', 'SENT', 'DELIVERED', 'FAILED', 'EXPIRED')),
  -- when the next attempt is due; while an attempt is under way, when it is taken for lost
  due_at timestamptz not null,
  attempts int not null default 0,
  -- attempts after which the gateway's answer is known
  answered int not null default 0,
  gateway text,
  gateway_id text,
  sent_at timestamptz,
  settled_at timestamptz,
  reason text,
  -- when the fact that is in status is to be told; null when it has been
  tell_at timestamptz,
  check (answered <= attempts)
);

create index notice_due on notice (channel, due_at) where status = 'WAITING';
create index notice_over on notice (not_after) where status = 'WAITING';
create index notice_untold on notice (tell_at) where tell_at is not null;
create index notice_gateway_id on notice (gateway_id) where gateway_id is not null;
create index notice_recipient on notice (recipient, accepted_at);
create index notice_correlation on notice (correlation, accepted_at) where correlation is not null;
create index notice_accepted on notice (accepted_at);

-- What a gateway said about a notice, as it came; applied when the notice is known to be sent.
create table receipt (
  id bigint generated always as identity primary key,
  gateway_id text not null,
  recipient text not null,
  delivered boolean not null,
  code text not null,
  received_at timestamptz not null,
  applied_at timestamptz
);

create index receipt_unapplied on receipt (id) where applied_at is null;
create index receipt_received on receipt (received_at);

-- What a person answered.
create table reply (
  id uuid primary key,
  number text not null,
  command text not null,
  body text not null,
  correlation text,
  received_at timestamptz not null,
  tell_at timestamptz
);

create index reply_untold on reply (tell_at) where tell_at is not null;
create index reply_number on reply (number, received_at);
create index reply_received on reply (received_at);
