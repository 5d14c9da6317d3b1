/*
title = "Alive 90 days after going live"
question = "Does what we put in production stay in use?"
page = "registry"
formula = "tools surely still used 90 days after going live / tools seen since they went live, at least 90 days before their unit's last rows; lost = idle, retired, missing, or users below 20 % of their peak"
unit = "percent"
good = "up"
kind = "to_date"
interval = true
needs = ["deployments.went_live_on", "deployments.active_users"]
rows = "tool_lives"
note = "A loss lies between the last sign of life and the first sign of death: a tool that may have been lost in time counts as lost. The windows below say how many surely were; monthly rows narrow it."
*/
select
    null as period,
    business_unit,
    count(*) filter (not (is_event and days <= setting('handoff_days'))) as numerator,
    count(*) as denominator,
from facts.survival
where is_followed and origin = 'go_live'
group by all
