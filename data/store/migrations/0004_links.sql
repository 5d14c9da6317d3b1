-- Links by which people without an account see chosen pages. Of a token and a password only hashes are kept.
-- units null: all; as_of null: whatever is newest. The days are the first and the last that are shown.
create table store.links (
    link varchar not null,
    token_hash varchar not null,
    title varchar not null,
    pages varchar[] not null,
    first_day date not null,
    last_day date not null,
    units varchar[],
    as_of integer,
    code varchar not null,
    is_sample boolean not null,
    password_salt blob,
    password_hash blob,
    author varchar not null,
    created_at timestamp not null,
    expires_at timestamp not null,
    revoked_at timestamp,
    revoked_by varchar,
);

-- Every opening: when, on what kind of device, and whether it was refused. No address, no name.
create table store.link_openings (
    link varchar not null,
    opened_at timestamp not null,
    device varchar not null,
    was_refused boolean not null,
);

-- What a pinned link shows, written out once: all its pages as one look sees them, compressed.
create table store.pins (
    link varchar not null,
    as_of integer not null,
    light varchar not null,
    width varchar not null,
    content blob not null,
);
