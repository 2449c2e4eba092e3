-- A promise may have a window in which it is to be kept.
alter table promise
  add column window_from timestamptz,
  add column window_until timestamptz,
  add column answered_at timestamptz, -- when the talk began by which it was kept
  add check ((window_from is null) = (window_until is null));
create index promise_window on promise (window_from) where status in ('BOOKED', 'DUE');

-- What was booked on the page. It becomes the promise of the same id when its number is confirmed.
create table booking (
  id uuid primary key,
  code_hash text not null unique, -- SHA-256 of the code in the link: who reads this table has no link
  number text not null,
  citizen_id uuid,
  network text not null,
  topic text not null,
  language text not null,
  noun text not null,
  word_number int not null check (word_number between 21 and 99),
  window_from timestamptz,
  window_until timestamptz,
  made_at timestamptz not null,
  status text not null check (status in ('HELD', 'CONFIRMED', 'DECLINED', 'EXPIRED', 'CANCELLED')),
  hold_until timestamptz not null,
  call_at timestamptz, -- when the robot calls next to have it confirmed
  check ((window_from is null) = (window_until is null)),
  check ((status = 'HELD') = (call_at is not null))
);
create index booking_call on booking (call_at) where call_at is not null;
create index booking_number on booking (number, made_at);
create index booking_network on booking (network, made_at);
create index booking_window on booking (window_from) where status = 'HELD';
create index booking_made on booking (made_at);
