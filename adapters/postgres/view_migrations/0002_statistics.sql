-- What statistics are made of: six more read models of one board, as interval rows like the others.
-- {{schema}} is the board's schema.
--
-- In clear stand only codes, dates, numbers and random ids. stream_id: the case, viewpoint or count of outreach work that the
-- row comes from; entry_id: the entry in it; item_position: the event that recorded the entry first.

ALTER FUNCTION {{schema}}.views_create(text) RENAME TO views_create_cases;
ALTER FUNCTION {{schema}}.views_index(text) RENAME TO views_index_cases;

CREATE FUNCTION {{schema}}.views_create_statistics(p_suffix text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    v_interval constant text :=
        'stream_id uuid NOT NULL, entry_id uuid NOT NULL, item_position bigint NOT NULL, known_from bigint NOT NULL, known_to bigint';
    v_table record;
BEGIN
    FOR v_table IN
        SELECT * FROM (VALUES
            ('circumstances_interval',
             'information_meeting boolean, continued_after_motivation boolean, children_in_home text, housing text'),
            ('rating_interval',
             'rated_on date NOT NULL, instrument text, phase text NOT NULL, respondent text NOT NULL, subject text NOT NULL,'
             ' subscales numeric[] NOT NULL, total numeric'),
            ('rent_interval', 'month_on date NOT NULL, paid_in_time boolean'),
            ('attendance_interval', 'measured_on date NOT NULL, phase text NOT NULL, percent numeric'),
            ('viewpoint_interval',
             'unit_id uuid NOT NULL, case_id uuid, received_on date NOT NULL, kind text NOT NULL, subject_category text,'
             ' channel text, givers text[] NOT NULL, adapted boolean NOT NULL, feedback_on date'),
            ('outreach_interval',
             'unit_id uuid NOT NULL, occurred_on date NOT NULL, kind text NOT NULL, gender text, child_gender text')
        ) AS t(name, columns)
    LOOP
        EXECUTE format('CREATE TABLE {{schema}}.%I (%s, %s)', v_table.name || p_suffix, v_interval, v_table.columns);
    END LOOP;
END
$body$;

CREATE FUNCTION {{schema}}.views_create(p_suffix text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    PERFORM {{schema}}.views_create_cases(p_suffix);
    PERFORM {{schema}}.views_create_statistics(p_suffix);
END
$body$;

CREATE FUNCTION {{schema}}.views_index_statistics(p_suffix text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    v_index record;
    v_key constant text := '(stream_id, entry_id, known_from)';
BEGIN
    FOR v_index IN
        SELECT * FROM (VALUES
            ('UNIQUE', 'circumstances_interval', 'key', v_key),
            ('UNIQUE', 'rating_interval', 'key', v_key),
            ('UNIQUE', 'rent_interval', 'key', v_key),
            ('', 'rent_interval', 'month', '(month_on)'),
            ('UNIQUE', 'attendance_interval', 'key', v_key),
            ('UNIQUE', 'viewpoint_interval', 'key', v_key),
            ('', 'viewpoint_interval', 'received', '(received_on)'),
            ('UNIQUE', 'outreach_interval', 'key', v_key),
            ('', 'outreach_interval', 'occurred', '(occurred_on)')
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
    PERFORM {{schema}}.views_index_cases(p_suffix);
    PERFORM {{schema}}.views_index_statistics(p_suffix);
END
$body$;

-- Grants, swap and drop go by this list.
CREATE OR REPLACE FUNCTION {{schema}}.views_tables() RETURNS text[]
LANGUAGE sql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
RETURN ARRAY['timeline_interval', 'case_interval', 'milestone_interval', 'stand_in_interval', 'absence_interval',
             'case_lookup', 'circumstances_interval', 'rating_interval', 'rent_interval', 'attendance_interval',
             'viewpoint_interval', 'outreach_interval'];

SELECT {{schema}}.views_create_statistics('');
SELECT {{schema}}.views_index_statistics('');
GRANT SELECT ON {{schema}}.circumstances_interval, {{schema}}.rating_interval, {{schema}}.rent_interval,
    {{schema}}.attendance_interval, {{schema}}.viewpoint_interval, {{schema}}.outreach_interval
    TO aktspar_app, aktspar_auditor;

-- The new tables lack what the others have taken in already, and one position stands for all of them: begin again.
TRUNCATE {{schema}}.timeline_interval, {{schema}}.case_interval, {{schema}}.milestone_interval, {{schema}}.stand_in_interval,
    {{schema}}.absence_interval, {{schema}}.case_lookup;
UPDATE {{schema}}.projection SET position = 0 WHERE name = 'views';

ALTER TABLE {{schema}}.circumstances_interval OWNER TO aktspar_projector;
ALTER TABLE {{schema}}.rating_interval OWNER TO aktspar_projector;
ALTER TABLE {{schema}}.rent_interval OWNER TO aktspar_projector;
ALTER TABLE {{schema}}.attendance_interval OWNER TO aktspar_projector;
ALTER TABLE {{schema}}.viewpoint_interval OWNER TO aktspar_projector;
ALTER TABLE {{schema}}.outreach_interval OWNER TO aktspar_projector;

REVOKE ALL ON FUNCTION
    {{schema}}.views_create(text), {{schema}}.views_create_statistics(text), {{schema}}.views_index(text),
    {{schema}}.views_index_statistics(text)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    {{schema}}.views_create(text), {{schema}}.views_create_statistics(text), {{schema}}.views_index(text),
    {{schema}}.views_index_statistics(text)
    TO aktspar_projector;
