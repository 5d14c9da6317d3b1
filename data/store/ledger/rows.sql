-- One dataset's live rows, each with the upload it came from. Made once for every dataset of the schema.
-- One join for both homes: every fact plans this view anew, and two joins took it two thirds longer.
select rows.*, live.feed, live.origin as version
from (
    from store.{dataset}
    union all by name  -- a column that came later is last in an older store
    from pending.{dataset}
) as rows
inner join ledger.live_parts as live using (part_id)
where live.dataset = '{dataset}'
