create table citizen (
  id uuid primary key,
  account_id uuid unique,
  family_name text not null check (length(family_name) between 1 and 100),
  given_name text not null check (length(given_name) between 1 and 100),
  patronymic text check (length(patronymic) between 1 and 100),
  birth_date date not null,
  language text not null default 'ru'
);

create table citizen_number (
  citizen_id uuid not null references citizen (id) on delete cascade,
  number text not null check (number ~ '^\+[1-9][0-9]{6,14}$'),
  primary key (number, citizen_id)
);

create index citizen_number_citizen on citizen_number (citizen_id);
