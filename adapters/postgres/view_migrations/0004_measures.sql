-- What more statistics are made of: one read model for whatever can be counted of an entry, one for the course of a case, and
-- more columns of two others.
-- {{schema}} is the board's schema.
--
-- In clear stand only codes, dates, numbers and random ids. stream_id: where the row comes from; entry_id: the entry that states
-- it; key: what pairs it with others (a session, a decision, a plan); unit_id: the unit of what belongs to no case.

ALTER FUNCTION {{schema}}.views_create(text) RENAME TO views_create_before_measures;
ALTER FUNCTION {{schema}}.views_index(text) RENAME TO views_index_before_measures;

CREATE FUNCTION {{schema}}.views_create_measures(p_suffix text) RETURNS void
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
            by             text,
            code           text,
            number         numeric
        )$ddl$, 'measure_interval' || p_suffix);
    EXECUTE format($ddl$
        CREATE TABLE {{schema}}.%I (
            case_id          uuid    NOT NULL,
            known_from       bigint  NOT NULL,
            known_to         bigint,
            unit_id          uuid    NOT NULL,
            gender           text    NOT NULL,
            legal_basis      text,
            received_on      date,
            started_on       date,
            closed_on        date,
            close_manner     text,
            referred_onward  boolean,
            reopened         boolean NOT NULL
        )$ddl$, 'course_interval' || p_suffix);
    EXECUTE format(
        'ALTER TABLE {{schema}}.%I ADD instrument_version text, ADD session_id uuid, ADD about_person_id uuid,'
        ' ADD respondent_person_id uuid',
        'rating_interval' || p_suffix
    );
    EXECUTE format(
        'ALTER TABLE {{schema}}.%I ADD not_possible boolean NOT NULL, ADD from_commissioner boolean NOT NULL,'
        ' ADD formal boolean NOT NULL, ADD answered_on date, ADD giver_roles text[] NOT NULL, ADD passed_on_by text,'
        ' ADD referred boolean NOT NULL, ADD adapted_on date, ADD manager_told_on date',
        'viewpoint_interval' || p_suffix
    );
END
$body$;

CREATE FUNCTION {{schema}}.views_create(p_suffix text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    PERFORM {{schema}}.views_create_before_measures(p_suffix);
    PERFORM {{schema}}.views_create_measures(p_suffix);
END
$body$;

CREATE FUNCTION {{schema}}.views_index_measures(p_suffix text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    v_index record;
BEGIN
    FOR v_index IN
        SELECT * FROM (VALUES
            ('UNIQUE', 'measure_interval', 'key', '(stream_id, entry_id, kind, key, known_from)'),
            -- What is known of a case, or of a decision or session in it.
            ('', 'measure_interval', 'case', '(case_id, kind, on_date)'),
            -- What happened in a period.
            ('', 'measure_interval', 'day', '(kind, on_date)'),
            ('UNIQUE', 'course_interval', 'key', '(case_id, known_from)'),
            -- The closings of a period.
            ('', 'milestone_interval', 'day', '(kind, on_date)')
        ) AS i(uniqueness, of_table, name, definition)
    LOOP
        EXECUTE format(
            'CREATE %s INDEX %I ON {{schema}}.%I %s', v_index.uniqueness,
            v_index.of_table || '_' || v_index.name || p_suffix, v_index.of_table || p_suffix, v_index.definition
        );
    END LOOP;
END
$body$;

CREATE FUNCTION {{schema}}.views_index(p_suffix text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    PERFORM {{schema}}.views_index_before_measures(p_suffix);
    PERFORM {{schema}}.views_index_measures(p_suffix);
END
$body$;

-- Grants, swap and drop go by this list.
CREATE OR REPLACE FUNCTION {{schema}}.views_tables() RETURNS text[]
LANGUAGE sql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
RETURN ARRAY['timeline_interval', 'case_interval', 'milestone_interval', 'stand_in_interval', 'absence_interval',
             'case_lookup', 'circumstances_interval', 'rating_interval', 'rent_interval', 'attendance_interval',
             'viewpoint_interval', 'outreach_interval', 'case_fact_interval', 'measure_interval', 'course_interval'];

-- The tables that are changed lack what they have taken in already, and one position stands for all of them: begin again.
TRUNCATE {{schema}}.timeline_interval, {{schema}}.case_interval, {{schema}}.milestone_interval, {{schema}}.stand_in_interval,
    {{schema}}.absence_interval, {{schema}}.case_lookup, {{schema}}.circumstances_interval, {{schema}}.rating_interval,
    {{schema}}.rent_interval, {{schema}}.attendance_interval, {{schema}}.viewpoint_interval, {{schema}}.outreach_interval,
    {{schema}}.case_fact_interval;
UPDATE {{schema}}.projection SET position = 0 WHERE name = 'views';

SELECT {{schema}}.views_create_measures('');
SELECT {{schema}}.views_index_measures('');
GRANT SELECT ON {{schema}}.measure_interval, {{schema}}.course_interval TO aktspar_app, aktspar_auditor;
ALTER TABLE {{schema}}.measure_interval OWNER TO aktspar_projector;
ALTER TABLE {{schema}}.course_interval OWNER TO aktspar_projector;

REVOKE ALL ON FUNCTION
    {{schema}}.views_create(text), {{schema}}.views_create_measures(text), {{schema}}.views_index(text),
    {{schema}}.views_index_measures(text)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    {{schema}}.views_create(text), {{schema}}.views_create_measures(text), {{schema}}.views_index(text),
    {{schema}}.views_index_measures(text)
    TO aktspar_projector;
