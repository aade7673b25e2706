-- One ledger: a single head row, the leaves in order of commit, and their encrypted payloads.
-- Applied twice per board: as "ledger" (the records) and as "access" (who read what).
-- {{schema}} is the board's schema and {{ledger}} the ledger's name; both are checked identifiers.
--
-- Prepared for Citus schema-based sharding: no triggers, no sequences, no foreign keys, no extension, and the clock is
-- read into a variable instead of being called inside an UPDATE.

-- No CHECK constraints on what an append writes: the server parses each of them anew for every statement (18 µs of an
-- append's 100), and only the functions below can write. Verification derives it all again.
CREATE TABLE {{schema}}.{{ledger}}_head (
    singleton   boolean PRIMARY KEY DEFAULT true,
    ledger_id   uuid    NOT NULL,
    incarnation integer NOT NULL,
    origin      text    NOT NULL,
    clock       text    NOT NULL,  -- 'simulated', or else the server's own
    size        bigint  NOT NULL,
    -- No event will ever be recorded at or before this instant.
    closed_us   bigint  NOT NULL
) WITH (fillfactor = 20);

CREATE TABLE {{schema}}.{{ledger}}_event (
    position        bigint  NOT NULL,
    stream_id       uuid    NOT NULL,
    stream_version  bigint  NOT NULL,
    recorded_us     bigint  NOT NULL,
    event_type      text    NOT NULL,
    header          bytea   NOT NULL,
    leaf_hash       bytea   NOT NULL,
    -- The first event of a command carries the command, so that a repeated command finds its first answer.
    command_id      uuid,
    command_digest  bytea,
    command_size    integer,
    CONSTRAINT {{ledger}}_event_position PRIMARY KEY (position),
    CONSTRAINT {{ledger}}_event_stream UNIQUE (stream_id, stream_version)
);
CREATE UNIQUE INDEX {{ledger}}_event_command ON {{schema}}.{{ledger}}_event (command_id) WHERE command_id IS NOT NULL;
CREATE UNIQUE INDEX {{ledger}}_event_time ON {{schema}}.{{ledger}}_event (recorded_us);
-- Registers (units, staff, viewpoints, …) are found by kind, cases by their own stream; so cases cost nothing here.
CREATE INDEX {{ledger}}_event_register ON {{schema}}.{{ledger}}_event (event_type, position)
    WHERE NOT starts_with(event_type, 'case.');

-- Apart from the leaves, so that statutory erasure deletes ciphertext and leaves the proof untouched.
-- payload: per segment a 4-byte big-endian length and that many bytes of ciphertext; length 0 = erased.
CREATE TABLE {{schema}}.{{ledger}}_payload (
    position  bigint NOT NULL,
    payload   bytea  NOT NULL,
    CONSTRAINT {{ledger}}_payload_position PRIMARY KEY (position)
);
-- Ciphertext does not compress; trying costs time on every append.
ALTER TABLE {{schema}}.{{ledger}}_payload ALTER COLUMN payload SET STORAGE EXTERNAL;
ALTER TABLE {{schema}}.{{ledger}}_event ALTER COLUMN header SET STORAGE EXTERNAL;

-- Signed tree heads. frontier: the roots of the complete subtrees, largest first, so that the next checkpoint
-- needs only the leaves since this one. Untrusted: verification derives everything again.
CREATE TABLE {{schema}}.{{ledger}}_checkpoint (
    size        bigint NOT NULL,
    root        bytea  NOT NULL CHECK (octet_length(root) = 32),
    frontier    bytea[] NOT NULL,
    note        text   NOT NULL,
    CONSTRAINT {{ledger}}_checkpoint_size PRIMARY KEY (size)
);

-- enable_seqscan = off in what appends: a plan made while the table is small is kept, also all through a transaction that
-- makes it large, and looking through the whole table for every batch would take the square of its length.

-- Whether a bulk of commands is wholly new and follows its streams without a break: then one set-based insert is right.
CREATE FUNCTION {{schema}}.{{ledger}}_bulk_is_clean(
    p_command_ids uuid[], p_stream_ids uuid[], p_stream_versions bigint[]
) RETURNS boolean
LANGUAGE sql
STABLE
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
AS $body$
    SELECT (SELECT count(DISTINCT c) = count(*) FROM unnest(p_command_ids) AS c)
       AND NOT EXISTS (SELECT 1 FROM {{schema}}.{{ledger}}_event e WHERE e.command_id = ANY (p_command_ids))
       AND NOT EXISTS (
            -- A stream's nth event here takes version now + n; so version - n is one number a stream, looked up once.
            SELECT
            FROM (SELECT DISTINCT u.stream_id,
                         u.stream_version - row_number() OVER (PARTITION BY u.stream_id ORDER BY u.n) AS version
                  FROM unnest(p_stream_ids, p_stream_versions) WITH ORDINALITY AS u(stream_id, stream_version, n)) AS x
            WHERE x.version <> coalesce((SELECT e.stream_version FROM {{schema}}.{{ledger}}_event e
                                         WHERE e.stream_id = x.stream_id ORDER BY e.stream_version DESC LIMIT 1), 0))
$body$;

-- Append: the only way in. One call takes any number of commands, each with one or more events, and answers each:
--   recorded  the events are stored from first_position on
--   repeated  the same command was stored before; its first answer is given again
--   reused    the command id was stored before with other content; nothing is stored
--   stale     another writer was first; current_version is the stream's version now; nothing is stored
-- Serialised by an advisory lock (so that other processes queue cheaply) and then the head row; the clock is read
-- after the lock, so that the order of positions, of recorded times and of commits is one and the same.
-- A command without an id is events that belong to none: it has no digest either, and is never found again.
-- A stream's first version is 1 (0 is taken too, for recorders written to the library's test case).
CREATE FUNCTION {{schema}}.{{ledger}}_append(
    p_command_ids     uuid[],
    p_command_digests bytea[],
    p_command_sizes   integer[],
    p_stream_ids      uuid[],
    p_stream_versions bigint[],
    p_event_types     text[],
    p_headers         bytea[],
    p_payloads        bytea[],
    p_recorded_us     bigint[],
    OUT outcomes         text[],
    OUT first_positions  bigint[],
    OUT first_recorded   bigint[],
    OUT event_counts     integer[],
    OUT current_versions bigint[]
) RETURNS record
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
AS $body$
DECLARE
    c_bulk CONSTANT integer := 64;  -- from this many events on, one set-based insert beats one insert an event
    v_size    bigint;
    v_closed  bigint;
    v_clock   text;
    v_now     bigint;
    v_stored  record;
    v_current bigint;
    v_time    bigint;
    v_first   integer := 1;  -- index of the command's first event
    v_last    integer;
    v_n       integer := cardinality(p_command_ids);
    v_events  integer := cardinality(p_stream_ids);
    v_shape   text := '[1:' || v_events || ']';
BEGIN
    -- What does not fit together would leave payloads without events, or let a time pass unseen. No command at all is
    -- fine: it asks only whether the ledger takes appends.
    IF (coalesce(v_n, 1) > 0 OR coalesce(v_events, 1) > 0) AND (array_dims(p_stream_ids) = v_shape AND array_dims(p_stream_versions) = v_shape
        AND array_dims(p_event_types) = v_shape AND array_dims(p_headers) = v_shape AND array_dims(p_payloads) = v_shape
        AND (p_recorded_us IS NULL OR array_dims(p_recorded_us) = v_shape)
        AND array_dims(p_command_ids) = '[1:' || v_n || ']' AND array_dims(p_command_digests) = array_dims(p_command_ids)
        AND array_dims(p_command_sizes) = array_dims(p_command_ids)
        AND (SELECT bool_and(coalesce(s, 0) >= 1) AND sum(s) = v_events FROM unnest(p_command_sizes) AS s)) IS NOT TRUE
    THEN
        RAISE EXCEPTION 'the arguments do not fit together' USING ERRCODE = 'AK006';
    END IF;

    PERFORM pg_advisory_xact_lock({{lock_key}});
    SELECT h.size, h.closed_us, h.clock INTO STRICT v_size, v_closed, v_clock
        FROM {{schema}}.{{ledger}}_head h WHERE h.singleton FOR UPDATE;
    IF v_clock <> 'simulated' AND p_recorded_us IS NOT NULL THEN
        RAISE EXCEPTION 'a ledger with a real clock takes no recorded times' USING ERRCODE = 'AK001';
    END IF;
    v_now := (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;

    IF v_events >= c_bulk AND {{schema}}.{{ledger}}_bulk_is_clean(p_command_ids, p_stream_ids, p_stream_versions) THEN
        IF p_recorded_us IS NULL THEN
            v_time := greatest(v_now, v_closed + 1);
        ELSIF p_recorded_us[1] <= v_closed OR EXISTS (
            SELECT 1 FROM (SELECT t, lag(t) OVER (ORDER BY n) AS before
                           FROM unnest(p_recorded_us) WITH ORDINALITY AS u(t, n)) AS x WHERE x.t <= x.before)
        THEN
            RAISE EXCEPTION 'recorded times must increase' USING ERRCODE = 'AK002';
        END IF;
        WITH command AS (
            SELECT c.id, c.digest, c.size, (sum(c.size) OVER (ORDER BY c.n) - c.size + 1) AS first_event
            FROM unnest(p_command_ids, p_command_digests, p_command_sizes) WITH ORDINALITY AS c(id, digest, size, n)
        ), event AS (
            SELECT v_size + e.n - 1 AS position, coalesce(e.recorded_us, v_time + e.n - 1) AS recorded_us,
                   e.stream_id, e.stream_version, e.event_type, e.header, e.n
            FROM unnest(p_stream_ids, p_stream_versions, p_event_types, p_headers, p_recorded_us)
                 WITH ORDINALITY AS e(stream_id, stream_version, event_type, header, recorded_us, n)
        )
        INSERT INTO {{schema}}.{{ledger}}_event
            (position, stream_id, stream_version, recorded_us, event_type, header, leaf_hash,
             command_id, command_digest, command_size)
        SELECT e.position, e.stream_id, e.stream_version, e.recorded_us, e.event_type, e.header,
               sha256('\x00'::bytea || int8send(e.position) || int8send(e.recorded_us) || e.header),
               c.id, c.digest, c.size
        FROM event e LEFT JOIN command c ON c.first_event = e.n
        ORDER BY e.n;
        INSERT INTO {{schema}}.{{ledger}}_payload (position, payload)
        SELECT v_size + p.n - 1, p.payload FROM unnest(p_payloads) WITH ORDINALITY AS p(payload, n) ORDER BY p.n;
        SELECT array_agg('recorded'::text ORDER BY c.n), array_agg(v_size + c.first - 1 ORDER BY c.n),
               array_agg(coalesce(p_recorded_us[c.first], v_time + c.first - 1) ORDER BY c.n),
               array_agg(c.size ORDER BY c.n), array_agg(NULL::bigint)
        INTO outcomes, first_positions, first_recorded, event_counts, current_versions
        FROM (SELECT u.size, u.n, sum(u.size) OVER (ORDER BY u.n) - u.size + 1 AS first
              FROM unnest(p_command_sizes) WITH ORDINALITY AS u(size, n)) AS c;
        v_size := v_size + v_events;
        v_closed := coalesce(p_recorded_us[v_events], v_time + v_events - 1);
    ELSE
        -- Whole from the start: an array that begins at its second element reaches the caller as if it were the first.
        first_positions := array_fill(NULL::bigint, ARRAY[v_n]);
        first_recorded := first_positions;
        current_versions := first_positions;
        FOR i IN 1 .. v_n LOOP
            v_last := v_first + p_command_sizes[i] - 1;
            event_counts[i] := p_command_sizes[i];
            SELECT e.position, e.recorded_us, e.command_size, e.command_digest INTO v_stored
                FROM {{schema}}.{{ledger}}_event e WHERE e.command_id = p_command_ids[i];
            IF FOUND THEN
                IF v_stored.command_digest = p_command_digests[i] THEN
                    outcomes[i] := 'repeated';
                    first_positions[i] := v_stored.position;
                    first_recorded[i] := v_stored.recorded_us;
                    event_counts[i] := v_stored.command_size;
                ELSE
                    outcomes[i] := 'reused';
                END IF;
            ELSE
                outcomes[i] := 'recorded';
                FOR k IN v_first .. v_last LOOP
                    -- Only the first event of each stream in the command is compared with the store: the
                    -- following versions are held by the unique key, and a command is one decision.
                    IF k = v_first OR p_stream_ids[k] <> p_stream_ids[k - 1] THEN
                        SELECT max(e.stream_version) INTO v_current
                            FROM {{schema}}.{{ledger}}_event e WHERE e.stream_id = p_stream_ids[k];
                        IF coalesce(p_stream_versions[k] <> v_current + 1, p_stream_versions[k] NOT IN (0, 1)) THEN
                            outcomes[i] := 'stale';
                            current_versions[i] := coalesce(v_current, 0);
                        END IF;
                    ELSIF p_stream_versions[k] <> p_stream_versions[k - 1] + 1 THEN
                        RAISE EXCEPTION 'versions within a command must follow each other' USING ERRCODE = 'AK003';
                    END IF;
                END LOOP;
            END IF;
            IF outcomes[i] = 'recorded' THEN
                first_positions[i] := v_size;
                FOR k IN v_first .. v_last LOOP
                    v_time := coalesce(p_recorded_us[k], greatest(v_now, v_closed + 1));
                    IF v_time <= v_closed THEN
                        RAISE EXCEPTION 'recorded times must increase' USING ERRCODE = 'AK002';
                    END IF;
                    IF k = v_first THEN
                        first_recorded[i] := v_time;
                    END IF;
                    INSERT INTO {{schema}}.{{ledger}}_event
                        (position, stream_id, stream_version, recorded_us, event_type, header, leaf_hash,
                         command_id, command_digest, command_size)
                    VALUES (v_size, p_stream_ids[k], p_stream_versions[k], v_time, p_event_types[k], p_headers[k],
                            sha256('\x00'::bytea || int8send(v_size) || int8send(v_time) || p_headers[k]),
                            CASE WHEN k = v_first THEN p_command_ids[i] END,
                            CASE WHEN k = v_first THEN p_command_digests[i] END,
                            CASE WHEN k = v_first AND p_command_ids[i] IS NOT NULL THEN p_command_sizes[i] END);
                    INSERT INTO {{schema}}.{{ledger}}_payload (position, payload) VALUES (v_size, p_payloads[k]);
                    v_size := v_size + 1;
                    v_closed := v_time;
                END LOOP;
            END IF;
            v_first := v_last + 1;
        END LOOP;
    END IF;

    UPDATE {{schema}}.{{ledger}}_head SET size = v_size, closed_us = v_closed WHERE singleton;
    PERFORM pg_notify('{{channel}}', v_size::text);
END
$body$;

-- The same for one command of one event, which is nearly every command when people write: one statement where all is
-- well, and plain arguments, since packing nine arrays costs more than storing the event. Where anything stands in the
-- way, the general function is asked and says what it is (it also takes version 0).
CREATE FUNCTION {{schema}}.{{ledger}}_append_one(
    p_command_id     uuid,
    p_command_digest bytea,
    p_stream_id      uuid,
    p_stream_version bigint,
    p_event_type     text,
    p_header         bytea,
    p_payload        bytea,
    p_recorded_us    bigint,
    OUT outcome         text,
    OUT first_position  bigint,
    OUT first_recorded  bigint,
    OUT event_count     integer,
    OUT current_version bigint
) RETURNS record
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
AS $body$
DECLARE
    v_now  bigint;
    v_size bigint;
BEGIN
    PERFORM pg_advisory_xact_lock({{lock_key}});
    v_now := (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
    WITH head AS (
        UPDATE {{schema}}.{{ledger}}_head h
        SET size = h.size + 1, closed_us = coalesce(p_recorded_us, greatest(v_now, h.closed_us + 1))
        WHERE h.singleton
          AND (p_recorded_us IS NULL OR (h.clock = 'simulated' AND p_recorded_us > h.closed_us))
          AND NOT EXISTS (SELECT FROM {{schema}}.{{ledger}}_event e WHERE e.command_id = p_command_id)
          AND p_stream_version - 1 = coalesce((SELECT e.stream_version FROM {{schema}}.{{ledger}}_event e
                                               WHERE e.stream_id = p_stream_id ORDER BY e.stream_version DESC LIMIT 1), 0)
        RETURNING h.size - 1 AS position, h.closed_us AS recorded_us
    ), payload AS (
        INSERT INTO {{schema}}.{{ledger}}_payload (position, payload) SELECT head.position, p_payload FROM head
    )
    INSERT INTO {{schema}}.{{ledger}}_event
        (position, stream_id, stream_version, recorded_us, event_type, header, leaf_hash,
         command_id, command_digest, command_size)
    SELECT head.position, p_stream_id, p_stream_version, head.recorded_us, p_event_type, p_header,
           sha256('\x00'::bytea || int8send(head.position) || int8send(head.recorded_us) || p_header),
           p_command_id, p_command_digest, CASE WHEN p_command_id IS NOT NULL THEN 1 END
    FROM head
    RETURNING position, recorded_us INTO first_position, first_recorded;
    IF FOUND THEN
        outcome := 'recorded';
        event_count := 1;
        v_size := first_position + 1;
        PERFORM pg_notify('{{channel}}', v_size::text);
    ELSE
        SELECT a.outcomes[1], a.first_positions[1], a.first_recorded[1], a.event_counts[1], a.current_versions[1]
        INTO outcome, first_position, first_recorded, event_count, current_version
        FROM {{schema}}.{{ledger}}_append(
            ARRAY[p_command_id], ARRAY[p_command_digest], ARRAY[1], ARRAY[p_stream_id], ARRAY[p_stream_version],
            ARRAY[p_event_type], ARRAY[p_header], ARRAY[p_payload],
            CASE WHEN p_recorded_us IS NOT NULL THEN ARRAY[p_recorded_us] END) AS a;
    END IF;
END
$body$;

-- Which size an instant means. final: the answer will never change, since no event can be recorded at or before the
-- instant any more. An instant that has passed but lies after the last event is closed here, under the same lock as
-- appends; one that is still to come (or, in a simulated ledger, after the last event) is provisional.
CREATE FUNCTION {{schema}}.{{ledger}}_size_at(p_us bigint, OUT size bigint, OUT final boolean) RETURNS record
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    v_closed bigint;
    v_clock  text;
    v_now    bigint;
BEGIN
    SELECT h.closed_us INTO STRICT v_closed FROM {{schema}}.{{ledger}}_head h WHERE h.singleton;
    final := p_us <= v_closed;
    IF NOT final THEN
        PERFORM pg_advisory_xact_lock({{lock_key}});
        SELECT h.closed_us, h.clock INTO STRICT v_closed, v_clock
            FROM {{schema}}.{{ledger}}_head h WHERE h.singleton FOR UPDATE;
        v_now := (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
        final := p_us <= v_closed OR (v_clock <> 'simulated' AND p_us <= v_now);
        IF final AND p_us > v_closed THEN
            UPDATE {{schema}}.{{ledger}}_head SET closed_us = p_us WHERE singleton;
        END IF;
    END IF;
    SELECT e.position + 1 INTO size FROM {{schema}}.{{ledger}}_event e
        WHERE e.recorded_us <= p_us ORDER BY e.recorded_us DESC LIMIT 1;
    size := coalesce(size, 0);
END
$body$;

-- Keeps a signed tree head. It must cover rows that exist; a smaller or equal size than the last one is refused.
CREATE FUNCTION {{schema}}.{{ledger}}_keep_checkpoint(
    p_size bigint, p_root bytea, p_frontier bytea[], p_note text
) RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    PERFORM pg_advisory_xact_lock({{lock_key}} + 1);
    IF p_size > (SELECT h.size FROM {{schema}}.{{ledger}}_head h WHERE h.singleton) THEN
        RAISE EXCEPTION 'a checkpoint cannot be larger than its ledger' USING ERRCODE = 'AK004';
    END IF;
    IF p_size <= coalesce((SELECT max(c.size) FROM {{schema}}.{{ledger}}_checkpoint c), -1) THEN
        RAISE EXCEPTION 'a checkpoint of this size or larger exists' USING ERRCODE = 'AK005';
    END IF;
    INSERT INTO {{schema}}.{{ledger}}_checkpoint (size, root, frontier, note)
        VALUES (p_size, p_root, p_frontier, p_note);
END
$body$;

-- Rights. The application appends through the function and reads; it owns nothing here and changes nothing.
REVOKE ALL ON FUNCTION
    {{schema}}.{{ledger}}_append(uuid[], bytea[], integer[], uuid[], bigint[], text[], bytea[], bytea[], bigint[]),
    {{schema}}.{{ledger}}_append_one(uuid, bytea, uuid, bigint, text, bytea, bytea, bigint),
    {{schema}}.{{ledger}}_bulk_is_clean(uuid[], uuid[], bigint[]),
    {{schema}}.{{ledger}}_size_at(bigint),
    {{schema}}.{{ledger}}_keep_checkpoint(bigint, bytea, bytea[], text)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    {{schema}}.{{ledger}}_append(uuid[], bytea[], integer[], uuid[], bigint[], text[], bytea[], bytea[], bigint[]),
    {{schema}}.{{ledger}}_append_one(uuid, bytea, uuid, bigint, text, bytea, bytea, bigint),
    {{schema}}.{{ledger}}_size_at(bigint),
    {{schema}}.{{ledger}}_keep_checkpoint(bigint, bytea, bytea[], text)
    TO aktspar_app;
GRANT EXECUTE ON FUNCTION {{schema}}.{{ledger}}_size_at(bigint) TO aktspar_auditor, aktspar_projector;
GRANT SELECT ON
    {{schema}}.{{ledger}}_head, {{schema}}.{{ledger}}_event,
    {{schema}}.{{ledger}}_payload, {{schema}}.{{ledger}}_checkpoint
    TO aktspar_app, aktspar_projector, aktspar_auditor, aktspar_retention;
