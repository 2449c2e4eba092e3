-- A set of topics that share operators; one process owns it at a time.
create table queue_group (
  id          text        primary key,
  owner       uuid        not null, -- the process that decides for it; an earlier owner writes nothing any more
  alive_at    timestamptz not null  -- last moment at which the owner surely lived
);

create table topic (
  id                      text     primary key,
  group_id                text     not null,
  position                integer  not null, -- order in which people are asked
  name_ru                 text     not null,
  name_en                 text     not null,
  level                   smallint not null default 1 check (level between 1 and 5), -- least skill needed
  least_specialised_first boolean  not null default false -- keeps operators with rare skills free
);

create table operator (
  id       uuid     primary key, -- that of the account
  group_id text     not null,
  call_max smallint not null default 1 check (call_max = 1) -- calls at once; a table constraint below relies on it
);

create table operator_topic (
  operator uuid     not null references operator on delete cascade,
  topic    text     not null references topic,
  level    smallint not null check (level between 1 and 5),
  primary key (operator, topic)
);

create table operator_language (
  operator uuid not null references operator on delete cascade,
  language text not null,
  primary key (operator, language)
);

create table operator_skill (
  operator uuid not null references operator on delete cascade,
  skill    text not null,
  primary key (operator, skill)
);

create table contact (
  id                uuid        primary key,
  group_id          text        not null,
  channel           text        not null,
  line              text        not null,
  caller_number     text,
  citizen_id        uuid,
  visitor           text,
  person_key        text        not null,
  topic             text        not null,
  language          text        not null,
  priority          text        not null,
  recording_allowed boolean     not null,
  arrived_at        timestamptz not null,
  place_since       timestamptz not null, -- since when the person has their place
  status            text        not null check (status in ('WAITING', 'TALKING', 'ENDED')),
  operator          uuid, -- who talks or talked last
  answered_at       timestamptz, -- when the first talk began
  ended_at          timestamptz,
  outcome           text check (outcome in ('TALKED', 'LEFT', 'TO_CALL_BACK', 'CALLED_BACK')),
  check ((status = 'ENDED') = (outcome is not null)),
  check ((status = 'ENDED') = (ended_at is not null)),
  check (status <> 'TALKING' or (operator is not null and answered_at is not null))
);
create index contact_live on contact (group_id) where ended_at is null;
create index contact_person on contact (person_key, arrived_at);
create index contact_number on contact (caller_number, arrived_at) where caller_number is not null;
create index contact_citizen on contact (citizen_id, arrived_at) where citizen_id is not null;
-- A person's place follows from the contacts: it is that of their last one which ended without a talk.
create index contact_place on contact (group_id, ended_at) where outcome in ('LEFT', 'TO_CALL_BACK');
create index contact_operator on contact (operator, answered_at) where operator is not null;

-- One contact with one operator: offered, perhaps taken, ended. The two unique indexes arbitrate
-- between processes: a contact is with one operator at a time, an operator with one contact.
create table assignment (
  id             uuid        primary key,
  contact        uuid        not null, -- written in the same transaction; a foreign key would cost as much as the row
  operator       uuid        not null,
  offered_at     timestamptz not null,
  reason_code    text        not null, -- which rule made it
  reason_values  jsonb       not null,
  accepted_at    timestamptz,
  connected_at   timestamptz,
  ended_at       timestamptz,
  ended_as       text check (ended_as in
    ('TALKED', 'EXPIRED', 'DECLINED', 'WITHDRAWN', 'CONTACT_GONE', 'NOT_CONNECTED', 'LINE_LOST', 'RESTARTED')),
  decline_reason text,
  check ((ended_at is null) = (ended_as is null))
);
create unique index assignment_live_contact on assignment (contact) where ended_at is null;
create unique index assignment_live_operator on assignment (operator) where ended_at is null;
create index assignment_contact on assignment (contact);

-- Operators who are present, for the rebuilding after a restart; the lease itself is kept in memory.
create table presence (
  operator     uuid        primary key,
  group_id     text        not null,
  state        text        not null check (state in ('READY', 'PAUSED', 'RINGING', 'IN_CALL', 'WRAP_UP')),
  since        timestamptz not null,
  until        timestamptz,
  contact      uuid,
  pause_reason text
);

-- People whose contact died before they were served.
create table call_back (
  contact       uuid        primary key references contact,
  group_id      text        not null,
  person_key    text        not null,
  caller_number text,
  topic         text        not null,
  waiting_since timestamptz not null,
  listed_at     timestamptz not null,
  closed_at     timestamptz,
  closed_as     text check (closed_as in ('CALLED', 'TALKED')),
  closed_by     uuid,
  check ((closed_at is null) = (closed_as is null))
);
create unique index call_back_person on call_back (group_id, person_key) where closed_at is null;
create index call_back_open on call_back (waiting_since) where closed_at is null;
