create table reason_code (
  code text primary key,
  name_ru text not null,
  name_en text not null,
  ordinal int not null unique
);

insert into reason_code (code, name_ru, name_en, ordinal) values
  ('how-to', 'Как подать или оформить', 'How to apply', 1),
  ('status', 'Где моё заявление', 'Where is my application', 2),
  ('returned', 'Заявление вернули', 'Application was returned', 3),
  ('refused', 'Отказали', 'Application was refused', 4),
  ('error-on-site', 'Ошибка на сайте', 'Fault on the site', 5),
  ('sign-in', 'Не получается войти', 'Cannot sign in', 6),
  ('complaint', 'Жалоба', 'Complaint', 7),
  ('fraud', 'Подозрение на мошенников', 'Suspected fraud', 8),
  ('other', 'Другое', 'Something else', 9);

create table note (
  contact_id uuid primary key,
  operator_id uuid not null,
  topic text not null,
  body text not null check (length(body) <= 4000),
  resolution text,
  reason_code text references reason_code (code),
  version int not null,
  saved_at timestamptz not null,
  finished_at timestamptz,
  check (finished_at is null or (resolution is not null and reason_code is not null))
);

create table recording (
  contact_id uuid not null,
  file text not null,
  operator_id uuid not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  complete boolean,
  primary key (contact_id, file)
);
