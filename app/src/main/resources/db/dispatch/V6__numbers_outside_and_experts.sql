-- An operator calls a citizen: a contact of the line 'outside', which may come to nothing.
alter table contact drop constraint contact_outcome_check;
alter table contact add constraint contact_outcome_check
  check (outcome in ('TALKED', 'LEFT', 'TO_CALL_BACK', 'CALLED_BACK', 'NOT_REACHED'));

-- A topic of experts is for operators: they hand contacts on to it and ask for advice there. No line offers it.
alter table topic add column expert boolean not null default false;
