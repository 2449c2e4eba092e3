alter table account add column from_settings boolean not null default false;

comment on column account.from_settings is 'Written down in otklik.access.accounts: made, changed and disabled from there.';
