-- One dataset's live rows, each with the upload it came from. Made once for every dataset of the schema.
with live as (
    select part_id, feed, origin
    from ledger.live_parts
    where dataset = '{dataset}'
)

select rows.*, live.feed, live.origin as version
from store.{dataset} as rows
inner join live using (part_id)
union all
select rows.*, live.feed, live.origin as version
from pending.{dataset} as rows
inner join live using (part_id)
