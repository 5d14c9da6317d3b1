-- What was accepted, when and by whom. A version never changes. Version 0 is the empty store with its default settings.
create table store.versions (
    version integer not null,
    kind varchar not null,
    created_at timestamp not null,
    author varchar,
    note varchar,
    file_name varchar,
    sha256 varchar,
    feed varchar,
    withdraws integer,
    counts varchar,
);

-- The bytes of every file that was accepted, by hash, in the same transaction as its rows.
create table store.originals (
    sha256 varchar not null,
    content blob not null,
);

-- Which rows stand for a dataset, feed, unit and period: of several versions the last one counts.
-- part_id 0 says that nothing stands there any more. origin is the upload that brought the rows.
create table store.parts (
    dataset varchar not null,
    feed varchar not null,
    business_unit varchar not null,
    period_start date not null,
    period_end date not null,
    version integer not null,
    part_id bigint not null,
    origin integer not null,
);

create table store.settings (
    version integer not null,
    setting varchar not null,
    setting_value varchar not null,
);

-- How sheets of one shape are read: confirmed once, applied by itself the next time.
create table store.profiles (
    version integer not null,
    profile varchar not null,
    content varchar not null,
);
