-- What a list of flows, one a period, is worth: discounted, as a rate of return, as a time to pay back.
-- Money going out is negative; the first flow is at time 0.

-- The rate of a quarter that compounds to a year's.
create or replace macro quarterly_rate(yearly) as (1 + yearly) ** 0.25 - 1;

create or replace macro npv(rate, flows) as
    list_sum(list_transform(flows, lambda flow, place: flow / (1 + rate) ** (place - 1)));

create or replace macro sign_changes(flows) as
    list_sum(list_transform(
        range(1, greatest(1, len(list_filter(flows, lambda flow: flow <> 0)))),
        lambda place: cast(
            list_filter(flows, lambda flow: flow <> 0)[place]
            * list_filter(flows, lambda flow: flow <> 0)[place + 1] < 0
            as integer
        )
    ));

-- The rate a period at which the flows are worth nothing, by halving the interval in which it lies.
-- Null unless the flows change sign exactly once: otherwise no rate, or more than one, solves it.
create or replace macro irr(flows) as
    case
        when sign_changes(flows) = 1 then
            list_reduce(
                list_transform(
                    range(200), lambda step: struct_pack(low := cast(-0.9999 as double), high := cast(1e4 as double))
                ),
                lambda bounds, step:
                    case
                        when (npv((bounds.low + bounds.high) / 2, flows) > 0) = (npv(bounds.low, flows) > 0)
                            then struct_pack(low := (bounds.low + bounds.high) / 2, high := bounds.high)
                        else struct_pack(low := bounds.low, high := (bounds.low + bounds.high) / 2)
                    end
            ).low
    end;

create or replace macro running_sum(flows) as
    list_transform(flows, lambda flow, place: list_sum(flows[1:place]));

-- How many periods until what came in covers what went out for good, within the last crossing in proportion.
-- Null where that is not reached, and where nothing ever was out.
create or replace macro payback_place(running) as
    list_max(list_transform(running, lambda total, place: case when total < 0 then place end));
create or replace macro payback(flows) as
    case
        when payback_place(running_sum(flows)) < len(flows) then
            payback_place(running_sum(flows)) - 1
            - running_sum(flows)[payback_place(running_sum(flows))] / flows[payback_place(running_sum(flows)) + 1]
    end;
create or replace macro payback_state(flows) as
    case
        when coalesce(len(flows), 0) = 0 then null
        when payback_place(running_sum(flows)) is null then 'no cost'
        when payback_place(running_sum(flows)) = len(flows) then 'not reached'
        else 'reached'
    end;
