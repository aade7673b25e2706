-- The read models of one board: interval rows that the projector writes from the ledger's events.
-- {{schema}} is the board's schema.
--
-- In clear stand only codes, dates and numbers under random ids, and the positions of the events whose texts are shown.
-- known_from: the position of the event that made the row true; known_to: of the event that superseded it, NULL = none has.
-- As known at size N a row holds when known_from < N and (known_to IS NULL OR known_to >= N).
--
-- The tables are made by a function, so that a rebuild makes the same ones beside the live ones (p_suffix) and fills them
-- before it makes their indexes. They can be thrown away at any time: the ledger makes them again.

CREATE FUNCTION {{schema}}.views_create(p_suffix text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    EXECUTE format($ddl$
        CREATE TABLE {{schema}}.%I (
            case_id               uuid     NOT NULL,
            item_position         bigint   NOT NULL,
            entry_id              uuid,
            known_from            bigint   NOT NULL,
            known_to              bigint,
            event_type            text     NOT NULL,
            occurred_on           date     NOT NULL,
            occurred_at           time,
            precision             text     NOT NULL,
            recorded_us           bigint   NOT NULL,
            days_late             integer,
            claimed               boolean  NOT NULL,
            claimed_on            date,
            corrections           bigint[] NOT NULL,
            correction_ids        uuid[]   NOT NULL,
            opinions              bigint[] NOT NULL,
            misfiled_by           bigint,
            outcome               text,
            contact_interval_days integer
        )$ddl$, 'timeline_interval' || p_suffix);
    EXECUTE format($ddl$
        CREATE TABLE {{schema}}.%I (
            case_id               uuid     NOT NULL,
            known_from            bigint   NOT NULL,
            known_to              bigint,
            unit_id               uuid     NOT NULL,
            status                text     NOT NULL,
            opened_position       bigint   NOT NULL,
            facts_position        bigint   NOT NULL,
            gender                text     NOT NULL,
            birth_year            integer,
            legal_basis           text,
            received_on           date,
            started_on            date,
            responsible_id        uuid,
            responsible_since     date,
            responsible_position  bigint,
            pending_ids           uuid[]   NOT NULL,
            pending_staff         uuid[]   NOT NULL,
            pending_positions     bigint[] NOT NULL,
            closed_on             date,
            close_manner          text,
            referred_onward       boolean,
            plan_id               uuid,
            plan_established_on   date,
            contact_interval_days integer,
            session_count         integer  NOT NULL,
            note_count            integer  NOT NULL,
            rating_count          integer  NOT NULL,
            last_contact_on       date,
            last_note_on          date,
            open_requests         uuid[]   NOT NULL
        )$ddl$, 'case_interval' || p_suffix);
    EXECUTE format($ddl$
        CREATE TABLE {{schema}}.%I (
            case_id        uuid   NOT NULL,
            item_position  bigint NOT NULL,
            kind           text   NOT NULL,
            on_date        date,
            staff_id       uuid,
            name_position  bigint,
            known_from     bigint NOT NULL,
            known_to       bigint
        )$ddl$, 'milestone_interval' || p_suffix);
    EXECUTE format($ddl$
        CREATE TABLE {{schema}}.%I (
            case_id          uuid   NOT NULL,
            appointment_id   uuid   NOT NULL,
            absent_staff_id  uuid   NOT NULL,
            stand_in_id      uuid   NOT NULL,
            from_date        date   NOT NULL,
            to_date          date,
            name_position    bigint NOT NULL,
            known_from       bigint NOT NULL,
            known_to         bigint
        )$ddl$, 'stand_in_interval' || p_suffix);
    EXECUTE format($ddl$
        CREATE TABLE {{schema}}.%I (
            staff_id    uuid   NOT NULL,
            absence_id  uuid   NOT NULL,
            from_date   date   NOT NULL,
            to_date     date,
            known_from  bigint NOT NULL,
            known_to    bigint
        )$ddl$, 'absence_interval' || p_suffix);
    -- blind: a keyed digest of the case's number, so that a case can be found by a number that stands nowhere in clear.
    EXECUTE format($ddl$
        CREATE TABLE {{schema}}.%I (
            case_id     uuid   NOT NULL,
            blind       bytea  NOT NULL,
            known_from  bigint NOT NULL
        )$ddl$, 'case_lookup' || p_suffix);
END
$body$;

-- The keys and indexes of the tables with a suffix.
-- coalesce(known_to, ...): an open row sorts last, so "as known at N" is one range whether N is now or long ago.
CREATE FUNCTION {{schema}}.views_index(p_suffix text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    v_index record;
BEGIN
    FOR v_index IN
        SELECT * FROM (VALUES
            ('UNIQUE', 'timeline_interval', 'key', '(case_id, item_position, known_from)'),
            ('', 'timeline_interval', 'entry', '(entry_id) WHERE known_to IS NULL'),
            ('UNIQUE', 'case_interval', 'key', '(case_id, known_from)'),
            ('', 'case_interval', 'known', '((coalesce(known_to, 9223372036854775807)), unit_id)'),
            ('UNIQUE', 'milestone_interval', 'key', '(case_id, item_position, known_from)'),
            ('UNIQUE', 'stand_in_interval', 'key', '(case_id, appointment_id, known_from)'),
            ('UNIQUE', 'absence_interval', 'key', '(staff_id, absence_id, known_from)'),
            ('UNIQUE', 'case_lookup', 'key', '(blind, case_id)')
        ) AS i(uniqueness, of_table, name, definition)
    LOOP
        EXECUTE format(
            'CREATE %s INDEX %I ON {{schema}}.%I %s', v_index.uniqueness,
            v_index.of_table || '_' || v_index.name || p_suffix, v_index.of_table || p_suffix, v_index.definition
        );
    END LOOP;
END
$body$;

CREATE FUNCTION {{schema}}.views_tables() RETURNS text[]
LANGUAGE sql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
RETURN ARRAY['timeline_interval', 'case_interval', 'milestone_interval', 'stand_in_interval', 'absence_interval',
             'case_lookup'];

-- Who may read the tables with a suffix. Erasure takes a case's number out of the lookup.
CREATE FUNCTION {{schema}}.views_grant(p_suffix text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    v_table text;
BEGIN
    FOREACH v_table IN ARRAY {{schema}}.views_tables() LOOP
        EXECUTE format('GRANT SELECT ON {{schema}}.%I TO aktspar_app, aktspar_auditor', v_table || p_suffix);
    END LOOP;
    EXECUTE format('GRANT SELECT, DELETE ON {{schema}}.%I TO aktspar_retention', 'case_lookup' || p_suffix);
END
$body$;

-- Puts the tables with a suffix in the live ones' place, names and indexes included; part of the caller's transaction.
CREATE FUNCTION {{schema}}.views_swap(p_suffix text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    v_table text;
    v_index text;
BEGIN
    FOREACH v_table IN ARRAY {{schema}}.views_tables() LOOP
        EXECUTE format('DROP TABLE {{schema}}.%I', v_table);
        EXECUTE format('ALTER TABLE {{schema}}.%I RENAME TO %I', v_table || p_suffix, v_table);
        FOR v_index IN SELECT i.indexname FROM pg_indexes i WHERE i.schemaname = '{{schema}}' AND i.tablename = v_table LOOP
            EXECUTE format('ALTER INDEX {{schema}}.%I RENAME TO %I', v_index, left(v_index, -length(p_suffix)));
        END LOOP;
    END LOOP;
END
$body$;

-- Throws away the tables with a suffix: what a rebuild that was cut off has left.
CREATE FUNCTION {{schema}}.views_drop(p_suffix text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    v_table text;
BEGIN
    FOREACH v_table IN ARRAY {{schema}}.views_tables() LOOP
        EXECUTE format('DROP TABLE IF EXISTS {{schema}}.%I', v_table || p_suffix);
    END LOOP;
END
$body$;

-- How far the views have come: the size whose events they have applied. Its row is the lock that the writers share.
CREATE TABLE {{schema}}.projection (
    name      text   NOT NULL,
    position  bigint NOT NULL CHECK (position >= 0),
    CONSTRAINT projection_name PRIMARY KEY (name)
);
INSERT INTO {{schema}}.projection (name, position) VALUES ('views', 0);
GRANT SELECT ON {{schema}}.projection TO aktspar_app, aktspar_auditor;

SELECT {{schema}}.views_create('');
SELECT {{schema}}.views_index('');
SELECT {{schema}}.views_grant('');

-- From here on the projector owns them, and nothing else of the board.
GRANT USAGE, CREATE ON SCHEMA {{schema}} TO aktspar_projector;
ALTER TABLE {{schema}}.projection OWNER TO aktspar_projector;
ALTER TABLE {{schema}}.timeline_interval OWNER TO aktspar_projector;
ALTER TABLE {{schema}}.case_interval OWNER TO aktspar_projector;
ALTER TABLE {{schema}}.milestone_interval OWNER TO aktspar_projector;
ALTER TABLE {{schema}}.stand_in_interval OWNER TO aktspar_projector;
ALTER TABLE {{schema}}.absence_interval OWNER TO aktspar_projector;
ALTER TABLE {{schema}}.case_lookup OWNER TO aktspar_projector;

REVOKE ALL ON FUNCTION
    {{schema}}.views_create(text), {{schema}}.views_index(text), {{schema}}.views_grant(text),
    {{schema}}.views_swap(text), {{schema}}.views_drop(text), {{schema}}.views_tables()
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    {{schema}}.views_create(text), {{schema}}.views_index(text), {{schema}}.views_grant(text),
    {{schema}}.views_swap(text), {{schema}}.views_drop(text), {{schema}}.views_tables()
    TO aktspar_projector;
