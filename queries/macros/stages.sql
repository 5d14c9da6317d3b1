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

-- When an initiative reached each stage by `lists`, the name of a view or step with rows of facts.pilot_lists: as listed, else
-- read from consecutive lists (the later list's date, `*_inferred`). `furthest` is how far it ever came (0 idea to 5
-- scaled), null where no list and no date says.
create or replace macro stage_dates(lists) as table
with listed as (
    select
        *,
        stage_rank(stage) as rank,
        row_number() over wide as position,
        max(stage_rank(stage)) over before as rank_before,
        lag(stage) over wide as stage_before,
        lag(reporting_on) over wide as listed_before_on,
        min(reporting_on) over (partition by listed_by, feed) as first_list_on,
        max(reporting_on) over (partition by listed_by, feed) as last_list_on,
    from query_table(lists)
    window
        wide as (partition by initiative_key order by reporting_on, version, row_key),
        before as (
            partition by initiative_key
            order by reporting_on, version, row_key
            rows between unbounded preceding and 1 preceding
        )
),

-- a list that shows an initiative on its way again takes back what lists before it said of production
corrected as (
    select
        *,
        coalesce(max(position) filter (where rank < 4) over (partition by initiative_key), 0) as last_on_its_way,
    from listed
),

dated as (
    select
        initiative_key,
        any_value(business_unit) as business_unit,
        min(reporting_on) as first_listed_on,
        max(reporting_on) as last_listed_on,
        arg_min(first_list_on, position) as unit_first_list_on,
        arg_max(last_list_on, position) as unit_last_list_on,
        arg_max(row_key, position) as row_key,
        arg_max(stage, position) as stage,
        max(rank) filter (where rank < 4 or position > last_on_its_way) as furthest_listed,
        min(rank) = 0 as listed_as_idea,
        arg_min(built_by, position) as first_built_by,
        arg_max(happened(idea_on, reporting_on), position) as idea_on,
        arg_max(happened(started_on, reporting_on), position) as started_on,
        arg_max(happened(proven_on, reporting_on), position) as proven_on,
        arg_max(happened(approved_on, reporting_on), position) as approved_on,
        arg_max(happened(production_on, reporting_on), position) filter (where position >= last_on_its_way) as production_on,
        arg_max(happened(scaled_on, reporting_on), position) filter (where position >= last_on_its_way) as scaled_on,
        arg_max(happened(stopped_on, reporting_on), position) as stopped_on,
        arg_max(happened(retired_on, reporting_on), position) as retired_on,
        arg_max(happened(handoff_on, reporting_on), position) as handoff_on,
        arg_max(happened(last_reviewed_on, reporting_on), position) as last_reviewed_on,
        min(reporting_on) filter (where rank >= 1 and rank_before = 0) as started_seen_on,
        min(reporting_on) filter (where stage = 'proven' and rank_before < 2) as proven_seen_on,
        min(reporting_on) filter (where stage = 'approved' and rank_before < 3) as approved_seen_on,
        min(reporting_on) filter (where rank >= 4 and position > last_on_its_way and last_on_its_way > 0) as production_seen_on,
        min(listed_before_on) filter (where rank >= 4 and position > last_on_its_way and last_on_its_way > 0)
            as production_not_before,
        max(reporting_on) filter (where position = last_on_its_way and rank_before >= 4) as production_taken_back_on,
        min(reporting_on) filter (
            where stage = 'scaled' and position > last_on_its_way and (rank_before < 5 or last_on_its_way > 0)
        ) as scaled_seen_on,
        max(reporting_on) filter (where stage = 'stopped' and stage_before <> 'stopped') as stopped_seen_on,
        max(listed_before_on) filter (where stage = 'stopped' and stage_before <> 'stopped') as stopped_not_before,
        max(reporting_on) filter (where stage = 'retired' and stage_before <> 'retired') as retired_seen_on,
        max(reporting_on) filter (where stage <> stage_before) as stage_changed_on,
        min(reporting_on) filter (
            where position >= last_on_its_way and (rank >= 4 or happened(production_on, reporting_on) is not null)
        ) as production_told_on,
        min(reporting_on) filter (where stage = 'stopped' or happened(stopped_on, reporting_on) is not null) as stopped_told_on,
        min(reporting_on) filter (where stage = 'retired' or happened(retired_on, reporting_on) is not null) as retired_told_on,
    from corrected
    group by initiative_key
)

select
    initiative_key,
    business_unit,
    first_listed_on,
    last_listed_on,
    unit_first_list_on,
    unit_last_list_on,
    row_key,
    stage,
    first_built_by,
    idea_on,
    coalesce(
        started_on,
        unless_after(started_seen_on, least(proven_on, approved_on, production_on, scaled_on))
    ) as started_on,
    coalesce(
        proven_on, unless_after(proven_seen_on, least(approved_on, production_on, scaled_on))
    ) as proven_on,
    coalesce(approved_on, unless_after(approved_seen_on, least(production_on, scaled_on))) as approved_on,
    coalesce(production_on, unless_after(production_seen_on, scaled_on)) as production_on,
    coalesce(scaled_on, scaled_seen_on) as scaled_on,
    -- a stop that was taken back is no stop
    case when stage in ('stopped', 'retired', 'unknown') then coalesce(stopped_on, stopped_seen_on) end as stopped_on,
    case when stage in ('retired', 'unknown') then coalesce(retired_on, retired_seen_on) end as retired_on,
    handoff_on,
    last_reviewed_on,
    dated.started_on is null and started_seen_on is not null as started_inferred,
    dated.proven_on is null and proven_seen_on is not null as proven_inferred,
    dated.approved_on is null and approved_seen_on is not null as approved_inferred,
    dated.production_on is null and production_seen_on is not null as production_inferred,
    dated.stopped_on is null and stopped_seen_on is not null as stopped_inferred,
    case when dated.production_on is null then production_not_before end as production_not_before,
    case when dated.stopped_on is null then stopped_not_before end as stopped_not_before,
    production_taken_back_on,
    stage_changed_on,
    -- the first list that says so, which may be a later quarter's
    production_told_on,
    stopped_told_on,
    retired_told_on,
    coalesce(listed_as_idea, false) or idea_on is not null as was_idea,
    greatest(
        furthest_listed,
        case when scaled_on is not null then 5 end,
        case when dated.production_on is not null then 4 end,
        case when dated.approved_on is not null then 3 end,
        case when dated.proven_on is not null then 2 end,
        case when dated.started_on is not null then 1 end,
        case when idea_on is not null then 0 end
    ) as furthest,
from dated;
