-- What completeness rules judge records by: one more read model, as interval rows like the others.
-- {{schema}} is the board's schema.
--
-- In clear stand only codes, dates, numbers and random ids. stream_id: where the row comes from; entry_id: the entry that states
-- it; key: what pairs it with others (a session, a plan, the case); unit_id: the unit of what belongs to no case.

ALTER FUNCTION {{schema}}.views_create(text) RENAME TO views_create_before_checks;
ALTER FUNCTION {{schema}}.views_index(text) RENAME TO views_index_before_checks;

CREATE FUNCTION {{schema}}.views_create_checks(p_suffix text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    EXECUTE format($ddl$
        CREATE TABLE {{schema}}.%I (
            stream_id      uuid    NOT NULL,
            entry_id       uuid    NOT NULL,
            item_position  bigint  NOT NULL,
            known_from     bigint  NOT NULL,
            known_to       bigint,
            case_id        uuid,
            unit_id        uuid,
            kind           text    NOT NULL,
            key            uuid    NOT NULL,
            on_date        date    NOT NULL,
            written_on     date    NOT NULL,
            due_on         date,
            until_on       date,
            number         integer,
            code           text    NOT NULL,
            claimed        boolean NOT NULL
        )$ddl$, 'check_fact_interval' || p_suffix);
END
$body$;

CREATE FUNCTION {{schema}}.views_create(p_suffix text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    PERFORM {{schema}}.views_create_before_checks(p_suffix);
    PERFORM {{schema}}.views_create_checks(p_suffix);
END
$body$;

CREATE FUNCTION {{schema}}.views_index_checks(p_suffix text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    v_table constant text := 'check_fact_interval';
BEGIN
    EXECUTE format(
        'CREATE UNIQUE INDEX %I ON {{schema}}.%I (stream_id, entry_id, kind, key, code, known_from)',
        v_table || '_key' || p_suffix, v_table || p_suffix
    );
    -- A rule reads its kinds of every case, out of the index alone, since kinds lie mixed in the table; one case reads all kinds.
    EXECUTE format(
        'CREATE INDEX %I ON {{schema}}.%I (kind, case_id, key, on_date) INCLUDE (stream_id, unit_id, item_position, known_from,'
        ' known_to, written_on, due_on, until_on, number, code, claimed)', v_table || '_kind' || p_suffix, v_table || p_suffix
    );
    EXECUTE format(
        'CREATE INDEX %I ON {{schema}}.%I (case_id)', v_table || '_case' || p_suffix, v_table || p_suffix
    );
END
$body$;

CREATE FUNCTION {{schema}}.views_index(p_suffix text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    PERFORM {{schema}}.views_index_before_checks(p_suffix);
    PERFORM {{schema}}.views_index_checks(p_suffix);
END
$body$;

-- Grants, swap and drop go by this list.
CREATE OR REPLACE FUNCTION {{schema}}.views_tables() RETURNS text[]
LANGUAGE sql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
RETURN ARRAY['timeline_interval', 'case_interval', 'milestone_interval', 'stand_in_interval', 'absence_interval',
             'case_lookup', 'circumstances_interval', 'rating_interval', 'rent_interval', 'attendance_interval',
             'viewpoint_interval', 'outreach_interval', 'case_fact_interval', 'measure_interval', 'course_interval',
             'check_fact_interval'];

SELECT {{schema}}.views_create_checks('');
SELECT {{schema}}.views_index_checks('');
GRANT SELECT ON {{schema}}.check_fact_interval TO aktspar_app, aktspar_auditor;

-- The new table lacks what the others have taken in already, and one position stands for all of them: begin again.
TRUNCATE {{schema}}.timeline_interval, {{schema}}.case_interval, {{schema}}.milestone_interval, {{schema}}.stand_in_interval,
    {{schema}}.absence_interval, {{schema}}.case_lookup, {{schema}}.circumstances_interval, {{schema}}.rating_interval,
    {{schema}}.rent_interval, {{schema}}.attendance_interval, {{schema}}.viewpoint_interval, {{schema}}.outreach_interval,
    {{schema}}.case_fact_interval, {{schema}}.measure_interval, {{schema}}.course_interval;
UPDATE {{schema}}.projection SET position = 0 WHERE name = 'views';

ALTER TABLE {{schema}}.check_fact_interval OWNER TO aktspar_projector;

REVOKE ALL ON FUNCTION
    {{schema}}.views_create(text), {{schema}}.views_create_checks(text), {{schema}}.views_index(text),
    {{schema}}.views_index_checks(text)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    {{schema}}.views_create(text), {{schema}}.views_create_checks(text), {{schema}}.views_index(text),
    {{schema}}.views_index_checks(text)
    TO aktspar_projector;
