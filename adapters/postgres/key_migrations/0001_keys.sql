-- The key database: data keys wrapped by a key-encryption key that is never stored here.
-- It has its own role and its own, short-lived backups: an erased case is gone when the last backup with its key is.
CREATE TABLE {{schema}}.data_key (
    key_id          uuid        NOT NULL,
    board           text        NOT NULL,
    subject         uuid        NOT NULL,
    retention_class text        NOT NULL,
    wrapped         bytea       NOT NULL,  -- AES key wrap, RFC 3394
    kek_id          text        NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT data_key_id PRIMARY KEY (key_id),
    CONSTRAINT data_key_subject UNIQUE (board, subject, retention_class)
);
