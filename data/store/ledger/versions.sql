-- What had been accepted as of a version.
select
    version,
    kind,
    created_at,
    author,
    note,
    file_name,
    sha256,
    feed,
    withdraws,
    purged_by is not null or version in (
        select later.withdraws
        from store.versions as later
        where later.version <= getvariable('as_of') and later.withdraws is not null
    ) as is_withdrawn,
from store.versions
where version <= getvariable('as_of')
