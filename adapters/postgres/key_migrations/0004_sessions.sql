-- Sessions of the service (sv. *sessioner*), and log-ins under way at an identity provider. Here and not with a board's records,
-- since a session is found before it is known whose it is, and since this database's backups are kept for a short time.
--
-- No name stands here: of the cookie only SHA-256 is kept, and the account is its pseudonym in its board's access log.
CREATE TABLE {{schema}}.web_session (
    session_id  uuid     NOT NULL,
    digest      bytea    NOT NULL,
    -- SHA-256 of the device's own cookie: sessions that are parked on one tablet.
    device      bytea    NOT NULL,
    board       text     NOT NULL,
    actor       uuid     NOT NULL,
    -- What the account was made of when the session began.
    mark        bytea    NOT NULL,
    factor      text     NOT NULL,
    provider    text,
    begun_us    bigint   NOT NULL,
    seen_us     bigint   NOT NULL,
    locked_us   bigint,
    -- A code that unlocks this session only.
    pin_salt    bytea,
    pin_digest  bytea,
    -- Wrong codes and passwords since the session was last unlocked.
    wrong       integer  NOT NULL DEFAULT 0,
    CONSTRAINT web_session_key PRIMARY KEY (session_id),
    CONSTRAINT web_session_digest UNIQUE (digest)
);
CREATE INDEX web_session_device ON {{schema}}.web_session (device);
CREATE INDEX web_session_actor ON {{schema}}.web_session (board, actor);

CREATE TABLE {{schema}}.web_log_in (
    digest      bytea    NOT NULL,
    provider    text     NOT NULL,
    -- Where in the service they wanted to go.
    target      text     NOT NULL,
    begun_us    bigint   NOT NULL,
    CONSTRAINT web_log_in_digest PRIMARY KEY (digest)
);
