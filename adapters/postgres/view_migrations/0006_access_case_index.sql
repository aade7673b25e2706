-- Which records of the access log name a case: a keyed blind index, so that one case's readings are found without opening
-- the whole log. A token is HMAC-SHA-256 of the case's id under the access log's own key, cut to 16 bytes: nothing here says
-- which case it is, and it dies with that key. It is a copy of what the log says, and proves nothing: the log does.

CREATE TABLE {{schema}}.access_case_index (
    token     bytea  NOT NULL CHECK (octet_length(token) = 16),
    position  bigint NOT NULL,
    CONSTRAINT access_case_index_place PRIMARY KEY (token, position)
);
GRANT SELECT ON {{schema}}.access_case_index TO aktspar_app, aktspar_auditor;
ALTER TABLE {{schema}}.access_case_index OWNER TO aktspar_projector;

-- How far the access log has been taken in.
INSERT INTO {{schema}}.projection (name, position) VALUES ('access_case_index', 0);
