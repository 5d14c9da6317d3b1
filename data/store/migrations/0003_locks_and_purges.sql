-- Spans that the board has seen, and that were let go of again: of several entries of one span the last one counts.
create table store.locks (
    version integer not null,
    period_start date not null,
    period_end date not null,
    is_locked boolean not null,
    published_as_of integer,
    code varchar,
);

-- Every figure as it was published when a span was locked. Sums over units only: no rows, no names of people.
create table store.published (
    version integer not null,
    metric varchar not null,
    business_unit varchar not null,
    period varchar not null,
    figure double,
    numerator double,
    denominator double,
    n bigint,
    state varchar not null,
);

-- The version that purged this upload; of the upload itself neither name nor hash nor note are left then.
alter table store.versions add column purged_by integer;

-- The upload whose columns a profile was confirmed on, so that it can be purged with it.
alter table store.profiles add column origin integer;
