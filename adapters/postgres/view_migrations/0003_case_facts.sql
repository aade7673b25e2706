-- What lists across cases are made of: one more read model, as interval rows like the others.
-- {{schema}} is the board's schema.
--
-- In clear stand only codes, dates and random ids. entry_id: the entry that states the fact; key: what pairs a fact that begins
-- with the one that ends it.

ALTER FUNCTION {{schema}}.views_create(text) RENAME TO views_create_before_facts;
ALTER FUNCTION {{schema}}.views_index(text) RENAME TO views_index_before_facts;

CREATE FUNCTION {{schema}}.views_create_facts(p_suffix text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    EXECUTE format($ddl$
        CREATE TABLE {{schema}}.%I (
            case_id        uuid    NOT NULL,
            entry_id       uuid    NOT NULL,
            item_position  bigint  NOT NULL,
            known_from     bigint  NOT NULL,
            known_to       bigint,
            kind           text    NOT NULL,
            key            uuid    NOT NULL,
            ends           boolean NOT NULL,
            on_date        date    NOT NULL,
            due_on         date,
            staff_id       uuid,
            code           text
        )$ddl$, 'case_fact_interval' || p_suffix);
END
$body$;

CREATE FUNCTION {{schema}}.views_create(p_suffix text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    PERFORM {{schema}}.views_create_before_facts(p_suffix);
    PERFORM {{schema}}.views_create_facts(p_suffix);
END
$body$;

CREATE FUNCTION {{schema}}.views_index_facts(p_suffix text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    v_table constant text := 'case_fact_interval';
BEGIN
    -- A case's facts adjoin, and so do an entry's: one index finds what is to be done and what is withdrawn.
    EXECUTE format(
        'CREATE UNIQUE INDEX %I ON {{schema}}.%I (case_id, entry_id, kind, key, known_from)',
        v_table || '_key' || p_suffix, v_table || p_suffix
    );
END
$body$;

CREATE FUNCTION {{schema}}.views_index(p_suffix text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    PERFORM {{schema}}.views_index_before_facts(p_suffix);
    PERFORM {{schema}}.views_index_facts(p_suffix);
END
$body$;

-- Grants, swap and drop go by this list.
CREATE OR REPLACE FUNCTION {{schema}}.views_tables() RETURNS text[]
LANGUAGE sql
IMMUTABLE
SET search_path = pg_catalog, pg_temp
RETURN ARRAY['timeline_interval', 'case_interval', 'milestone_interval', 'stand_in_interval', 'absence_interval',
             'case_lookup', 'circumstances_interval', 'rating_interval', 'rent_interval', 'attendance_interval',
             'viewpoint_interval', 'outreach_interval', 'case_fact_interval'];

SELECT {{schema}}.views_create_facts('');
SELECT {{schema}}.views_index_facts('');
GRANT SELECT ON {{schema}}.case_fact_interval TO aktspar_app, aktspar_auditor;

-- The new table lacks what the others have taken in already, and one position stands for all of them: begin again.
TRUNCATE {{schema}}.timeline_interval, {{schema}}.case_interval, {{schema}}.milestone_interval, {{schema}}.stand_in_interval,
    {{schema}}.absence_interval, {{schema}}.case_lookup, {{schema}}.circumstances_interval, {{schema}}.rating_interval,
    {{schema}}.rent_interval, {{schema}}.attendance_interval, {{schema}}.viewpoint_interval, {{schema}}.outreach_interval;
UPDATE {{schema}}.projection SET position = 0 WHERE name = 'views';

ALTER TABLE {{schema}}.case_fact_interval OWNER TO aktspar_projector;

REVOKE ALL ON FUNCTION
    {{schema}}.views_create(text), {{schema}}.views_create_facts(text), {{schema}}.views_index(text),
    {{schema}}.views_index_facts(text)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    {{schema}}.views_create(text), {{schema}}.views_create_facts(text), {{schema}}.views_index(text),
    {{schema}}.views_index_facts(text)
    TO aktspar_projector;
