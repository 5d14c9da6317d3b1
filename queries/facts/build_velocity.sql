-- How much faster a unit's teams build by now: the speed of their latest finished build, up to the fifth, against their
-- first, as the line through all their builds has it (`learning`); null where the builds cannot tell.
with counted as (
    select
        business_unit as curve,
        team,
        number,
        days,
        is_finished,
    from facts.builds
    where number <= 5
)

select
    curve as business_unit,
    teams,
    builds,
    exp(slope * (reach - 1)) as multiple,
from learning('counted')
where slope is not null
