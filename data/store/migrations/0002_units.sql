-- What is put before a name of a person or department before it is hashed: made once, the store's own.
create table store.salts (
    salt varchar not null,
);
