alter table operator add column settings text;

comment on column operator.settings is 'What the settings said when they were last applied; what a supervisor has changed since stays until they say something else.';
