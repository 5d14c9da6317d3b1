-- Words about stages: how far each is, and what a list's dates are worth.

-- How far a stage is: 0 idea to 5 scaled; null for stopped, retired and unknown, which say nothing of how far it came.
create or replace macro stage_rank(stage) as
    case stage
        when 'idea' then 0
        when 'pilot' then 1
        when 'proven' then 2
        when 'approved' then 3
        when 'production' then 4
        when 'scaled' then 5
    end;

-- A date on a list that describes an earlier day is a plan, not something that happened.
create or replace macro happened(day, reporting_on) as
    case when day <= reporting_on then day end;

-- A date read from consecutive lists holds unless a listed date of a later stage contradicts it.
create or replace macro unless_after(inferred_on, later_on) as
    case when inferred_on <= coalesce(later_on, date '9999-12-31') then inferred_on end;
