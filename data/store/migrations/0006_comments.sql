-- What was written of a page and a quarter: of several entries of one place the last one counts, as of the version that was
-- the newest when it was written. A blank text says that nothing stands there any more.
create table store.comments (
    page varchar not null,
    period_start date not null,
    period_end date not null,
    entry bigint not null,
    version integer not null,
    comment varchar not null,
    author varchar not null,
    written_at timestamp not null,
);
