-- The destruction list: keys that have been destroyed by law and must never be used again.
-- It stands here and in the ledger. A backup of this database that is older than a destruction holds the key once more; before it
-- serves, the list is played back from the ledger, and the key is gone again.
CREATE TABLE {{schema}}.destroyed_key (
    key_id          uuid        NOT NULL,
    board           text        NOT NULL,
    subject         uuid        NOT NULL,
    erasure_id      uuid        NOT NULL,
    destroyed_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT destroyed_key_id PRIMARY KEY (key_id)
);
CREATE INDEX destroyed_key_subject ON {{schema}}.destroyed_key (board, subject);
