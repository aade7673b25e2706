-- Drafts of one board: what somebody is writing and has not recorded. They are no records, so they stand outside the ledger and
-- no read model is made of them. {{schema}} is the board's schema.
--
-- In clear stand only random ids, a version and times; the text is sealed under the case's key, and dies with it.
-- The application changes and removes drafts; nothing here does so by itself, and nothing removes one because it is old.

CREATE TABLE {{schema}}.draft (
    draft_id       uuid    NOT NULL,
    case_id        uuid    NOT NULL,
    author_id      uuid    NOT NULL,
    -- The session that it is about, when it is about one.
    session_id     uuid,
    -- From 1; each saving adds one.
    version        integer NOT NULL,
    begun_us       bigint  NOT NULL,
    saved_us       bigint  NOT NULL,
    key_id         uuid    NOT NULL,
    -- Random for each saving: a key of its own is derived from it.
    saving_id      uuid    NOT NULL,
    ciphertext     bytea   NOT NULL,
    key_commitment bytea   NOT NULL,
    salted_digest  bytea   NOT NULL,
    CONSTRAINT draft_key PRIMARY KEY (draft_id)
);
CREATE INDEX draft_author ON {{schema}}.draft (author_id, case_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON {{schema}}.draft TO aktspar_app;
GRANT SELECT, DELETE ON {{schema}}.draft TO aktspar_retention;
