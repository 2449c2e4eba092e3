-- What was told to those who wait, and how it ended. A contact has more than one when a promise was taken back for a
-- longer one. No personal data: people are known by their contact alone.
create table promise (
  contact          uuid             not null, -- written in the same transaction or before
  number           integer          not null, -- from 1, in the order of telling
  group_id         text             not null,
  topic            text             not null,
  language         text             not null,
  told_at          timestamptz      not null,
  told_by          text             not null check (told_by in ('VOICE', 'PAGE')),
  position         integer          not null,
  waited           double precision not null, -- seconds of the person's wait before it was told
  from_minutes     integer          not null, -- the range as it was said, from the telling on
  to_minutes       integer          not null,
  -- From what it was estimated; null of one who rang already. Seconds.
  operators        double precision,
  handling         double precision,
  handling_doubt   double precision,
  patience         double precision,
  expected         double precision,
  low              double precision, -- 8 of 10 are expected to wait no less than this
  high             double precision, -- and no longer than this
  -- How it ended.
  ended_at         timestamptz,
  outcome          text check (outcome in
    ('INSIDE', 'SHORTER', 'LONGER', 'GAVE_UP', 'PLACE_KEPT', 'INTERRUPTED')),
  taken            boolean,           -- the wait ended with an operator
  primary key (contact, number),
  check ((ended_at is null) = (outcome is null) and (ended_at is null) = (taken is null))
);
create index promise_told on promise (told_at);
create index promise_ended on promise (group_id, ended_at);
create index promise_open on promise (group_id) where ended_at is null;
