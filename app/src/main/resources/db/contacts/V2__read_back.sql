-- What an operator has written down for the citizen to confirm. The row is the draft, changed as it is typed; what was marked is
-- kept in statement_event.
create table statement (
  id         uuid        primary key,
  contact_id uuid        not null,
  kind       text        not null check (kind in ('NAME', 'ADDRESS', 'NUMBER', 'DATE', 'REQUEST', 'PROMISE', 'OTHER')),
  body       text        not null check (length(body) <= 300),
  saves      integer     not null, -- rises with each save of the draft
  standing   text        not null check (standing in ('DRAFT', 'OPEN', 'CONFIRMED', 'DISPUTED', 'SETTLED')),
  created_at timestamptz not null
);
create index statement_contact on statement (contact_id, created_at);
create index statement_disputed on statement (id) where standing = 'DISPUTED';

-- What became of a statement; the last event says how it stands, and the statement's own column repeats it.
create table statement_event (
  statement_id uuid        not null references statement,
  ordinal      integer     not null,
  version      integer     not null, -- of the statement's words; each marking or correction makes a new one
  what         text        not null check (what in ('MARKED', 'CORRECTED', 'CONFIRMED', 'DISPUTED', 'SETTLED')),
  how          text        not null check (how in ('DESK', 'PAGE', 'VOICE', 'BOARD')),
  account_id   uuid        not null, -- who did it; of an answer by voice: who heard it
  kind         text        not null,
  body         text        not null, -- the statement as it stood then
  remark       text        check (length(remark) <= 1000), -- what is wrong, or how it was settled
  at           timestamptz not null,
  primary key (statement_id, ordinal)
);
create index statement_event_at on statement_event (at);

comment on table statement_event is 'Only ever added to; a statement that is kept no longer goes with its history.';

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The history of a statement is only ever added to.';
end;
$$;

create trigger statement_event_stays before update on statement_event
  for each row execute function refuse_change();

-- Whom the statements of a contact are shown to; the last row counts.
create table addressee (
  contact_id uuid        not null,
  ordinal    integer     not null,
  citizen_id uuid, -- null: to nobody any more
  account_id uuid        not null, -- the operator who said so
  at         timestamptz not null,
  primary key (contact_id, ordinal)
);
create index addressee_citizen on addressee (citizen_id);
