-- Promises that we gave up stay on the supervisor's list until somebody has talked with their person.
alter table promise add column settled_at timestamptz;
alter table promise add column settled_by uuid; -- null: the person has talked with an operator
create index promise_unsettled on promise (waiting_since) where status = 'GIVEN_UP' and settled_at is null;
