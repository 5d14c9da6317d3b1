-- Words of change: the one place where it is decided whether something rose, fell or stayed.

-- The smallest move of money that is told of a period in which so much was spent.
create or replace macro change_floor(spent) as setting('change_floor') * abs(coalesce(spent, 0));

-- How money or a full count moved: beyond materiality and beyond the floor; null is not reported, neither zero nor as before.
create or replace macro change_of(now, before, floor) as
    case
        when now is null and before is null then 'not known'
        when before is null then if(abs(now) > floor, 'appeared', 'unchanged')
        when now is null then if(abs(before) > floor, 'ended', 'unchanged')
        -- 100 to 105 is no move, whatever binary fractions make of it
        when abs(now - before) <= greatest(setting('materiality') * abs(before), floor) * (1 + 1e-12) then 'unchanged'
        when now > before then 'rose'
        else 'fell'
    end;

-- How a share moved. One of cases that could have come out otherwise moved where the two intervals lie apart; a full count
-- of all there are, which has none, wherever it is another.
create or replace macro change_of_share(now, low, high, before, low_before, high_before) as
    case
        when now is null or before is null then 'not known'
        when now = before then 'unchanged'
        when low <= high_before and low_before <= high then 'within chance'
        when now > before then 'rose'
        else 'fell'
    end;
