-- What operators did with a contact beside talking: for the contact's journey. The talks themselves are assignments.
create table step (
  id       uuid        primary key,
  contact  uuid        not null, -- written in the same transaction as what it tells of
  at       timestamptz not null,
  kind     text        not null,
  operator uuid        not null, -- who did it
  other    uuid, -- with or to whom
  topic    text, -- to which queue
  detail   text  -- the reason of a parking and the like, a code
);
create index step_contact on step (contact, at);

alter table assignment drop constraint assignment_ended_as_check;
alter table assignment add constraint assignment_ended_as_check check (ended_as in
  ('TALKED', 'EXPIRED', 'DECLINED', 'WITHDRAWN', 'CONTACT_GONE', 'NOT_CONNECTED', 'LINE_LOST', 'RESTARTED',
   'TRANSFERRED', 'PARKED', 'CONSULTED'));

-- A colleague who is consulted has an assignment of the same contact beside the one who talks.
alter table assignment add column consult boolean not null default false;
drop index assignment_live_contact;
create unique index assignment_live_contact on assignment (contact) where ended_at is null and not consult;
