-- A contact that was handed on has a note of each operator who talked.
alter table note drop constraint note_pkey;
alter table note add primary key (contact_id, operator_id);
