-- What every list of work asks for: the open cases, few among all, as known at a size one range of the first index; those that
-- were closed lately, by the second; the cases opened last, a page at a time, by the third; and what falls to a member of staff
-- by name, by the fourth.
-- Nothing is taken in anew.
ALTER FUNCTION {{schema}}.views_index(text) RENAME TO views_index_before_open;

CREATE FUNCTION {{schema}}.views_index_open(p_suffix text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    EXECUTE format(
        'CREATE INDEX %I ON {{schema}}.%I ((coalesce(known_to, 9223372036854775807)), unit_id) WHERE status = ''open''',
        'case_interval_open' || p_suffix, 'case_interval' || p_suffix
    );
    EXECUTE format(
        'CREATE INDEX %I ON {{schema}}.%I (closed_on) WHERE status = ''closed''',
        'case_interval_closed' || p_suffix, 'case_interval' || p_suffix
    );
    EXECUTE format(
        'CREATE INDEX %I ON {{schema}}.%I (opened_position)',
        'case_interval_opened' || p_suffix, 'case_interval' || p_suffix
    );
    EXECUTE format(
        'CREATE INDEX %I ON {{schema}}.%I (staff_id) WHERE NOT ends AND staff_id IS NOT NULL',
        'case_fact_interval_staff' || p_suffix, 'case_fact_interval' || p_suffix
    );
END
$body$;

CREATE FUNCTION {{schema}}.views_index(p_suffix text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    PERFORM {{schema}}.views_index_before_open(p_suffix);
    PERFORM {{schema}}.views_index_open(p_suffix);
END
$body$;

SELECT {{schema}}.views_index_open('');

REVOKE ALL ON FUNCTION {{schema}}.views_index(text), {{schema}}.views_index_open(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {{schema}}.views_index(text), {{schema}}.views_index_open(text) TO aktspar_projector;
