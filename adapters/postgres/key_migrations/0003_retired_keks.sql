-- Key-encryption keys that wrap nothing new: which one took each one's place.
-- Whoever makes a data key looks here first, under a shared lock that a rotation takes alone; so once a key is retired
-- nothing is wrapped under it again, by any process, and what is wrapped under it can only become less.
CREATE TABLE {{schema}}.retired_kek (
    kek_id      text        NOT NULL,
    successor   text        NOT NULL,
    retired_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT retired_kek_id PRIMARY KEY (kek_id)
);
