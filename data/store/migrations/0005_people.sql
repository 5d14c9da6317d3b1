-- The role that an administrator gave to an address. `nobody` shuts it out, whatever else would let it in.
create table store.given_roles (
    address varchar not null,
    role varchar not null,
    given_by varchar not null,
    given_at timestamp not null,
);

-- Who signed in, and until when that counts. The id is a hash of what the provider said: nobody can sign in with it.
create table store.sign_ins (
    id varchar not null,
    who varchar not null,
    began_at timestamp not null,
    ends_at timestamp not null,
);

-- Who did what and when, beside what the versions say of themselves. No cell, no token, no secret.
create table store.audit (
    done_at timestamp not null,
    who varchar not null,
    did varchar not null,
    about varchar not null,
);
