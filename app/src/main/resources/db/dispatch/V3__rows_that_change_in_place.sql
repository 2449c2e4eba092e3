-- A row that changes on its own page, in columns without an index, leaves the indexes alone (a heap-only
-- update). So pages keep room for that, and the operator of a contact, which changes when a talk begins, is
-- looked for by the assignments instead.
drop index contact_operator;
create index assignment_operator on assignment (operator, offered_at);

alter table contact set (fillfactor = 60);
alter table assignment set (fillfactor = 60);
alter table presence set (fillfactor = 25);
