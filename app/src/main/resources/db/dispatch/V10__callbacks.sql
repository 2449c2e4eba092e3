-- A callback that was dialled in vain keeps its person's place.
drop index contact_place;
create index contact_place on contact (group_id, ended_at) where outcome in ('LEFT', 'TO_CALL_BACK', 'NOT_REACHED');
