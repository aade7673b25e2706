-- No leaf of an earlier incarnation once the next has begun: a process that was open when the ledger was restored goes on sealing
-- headers under the old origin, and is refused here, under the same lock as the incarnation begins.
-- Applied twice per board, as 0001. The two functions of 0001 get one condition more and are otherwise what they were; a header
-- that states no origin at all is none of ours, and verification names it.
DO $patch$
DECLARE
    v_append CONSTANT text := pg_get_functiondef(
        '{{schema}}.{{ledger}}_append(uuid[], bytea[], integer[], uuid[], bigint[], text[], bytea[], bytea[], bigint[])'::regprocedure);
    v_one    CONSTANT text := pg_get_functiondef(
        '{{schema}}.{{ledger}}_append_one(uuid, bytea, uuid, bigint, text, bytea, bytea, bigint)'::regprocedure);
    c_append CONSTANT text := E'\n    IF v_events >= c_bulk AND ';
    c_one    CONSTANT text := 'AND (p_recorded_us IS NULL OR (h.clock';
BEGIN
    IF strpos(v_append, c_append) = 0 OR strpos(v_one, c_one) = 0 THEN
        RAISE EXCEPTION 'the append functions are not those of 0001';
    END IF;
    EXECUTE replace(v_append, c_append, $sql$
    IF EXISTS (
        SELECT FROM unnest(p_headers) AS each(header), {{schema}}.{{ledger}}_head h
        WHERE h.singleton AND position(convert_to('"log":"' || h.origin || '"', 'UTF8') IN each.header) = 0
          AND position('"log":"'::bytea IN each.header) > 0)
    THEN
        RAISE EXCEPTION 'the ledger goes on under another origin' USING ERRCODE = 'AK012';
    END IF;
$sql$ || c_append);
    EXECUTE replace(v_one, c_one, $sql$AND (position(convert_to('"log":"' || h.origin || '"', 'UTF8') IN p_header) > 0
               OR position('"log":"'::bytea IN p_header) = 0)
          $sql$ || c_one);
END
$patch$;
