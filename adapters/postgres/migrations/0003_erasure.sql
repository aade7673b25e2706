-- Statutory erasure (sv. *gallring*): the only way that ciphertext leaves the ledger, and it leaves every leaf as it was.
-- Applied twice per board, as 0001; only the ledger of records ever has an erasure in it.

-- Keys that an approved erasure destroys. What is in clear are random ids.
CREATE TABLE {{schema}}.{{ledger}}_destroyed_key (
    key_id      uuid   NOT NULL,
    erasure_id  uuid   NOT NULL,
    CONSTRAINT {{ledger}}_destroyed_key_id PRIMARY KEY (key_id)
);

-- Puts keys on the list. The ledger itself must say that one proposed the erasure, another approved it, and it was begun: so
-- whoever has the retention role alone can empty nothing.
CREATE FUNCTION {{schema}}.{{ledger}}_list_destroyed(p_erasure_id uuid, p_key_ids uuid[]) RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    v_proposer text;
    v_approver text;
BEGIN
    SELECT convert_from(e.header, 'UTF8')::jsonb ->> 'actor' INTO v_proposer FROM {{schema}}.{{ledger}}_event e
        WHERE e.stream_id = p_erasure_id AND e.event_type = 'erasure.proposed.v1';
    SELECT convert_from(e.header, 'UTF8')::jsonb ->> 'actor' INTO v_approver FROM {{schema}}.{{ledger}}_event e
        WHERE e.stream_id = p_erasure_id AND e.event_type = 'erasure.approved.v1';
    IF v_proposer IS NULL OR v_approver IS NULL OR v_proposer = v_approver OR NOT EXISTS (
        SELECT FROM {{schema}}.{{ledger}}_event e
        WHERE e.stream_id = p_erasure_id AND e.event_type = 'erasure.destruction_begun.v1')
    THEN
        RAISE EXCEPTION 'no erasure that two persons stand for has begun' USING ERRCODE = 'AK010';
    END IF;
    INSERT INTO {{schema}}.{{ledger}}_destroyed_key (key_id, erasure_id)
        SELECT k, p_erasure_id FROM unnest(p_key_ids) AS k ON CONFLICT (key_id) DO NOTHING;
END
$body$;

-- Empties payloads: every segment to length 0. Only where every key of the event's header is on the list. Answers how many
-- segments were emptied now; again = 0.
CREATE FUNCTION {{schema}}.{{ledger}}_empty_payloads(p_positions bigint[]) RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    v_emptied bigint;
BEGIN
    IF EXISTS (
        SELECT FROM unnest(p_positions) AS wanted(position)
        LEFT JOIN {{schema}}.{{ledger}}_event e USING (position)
        WHERE e.position IS NULL OR EXISTS (
            SELECT FROM jsonb_array_elements(convert_from(e.header, 'UTF8')::jsonb -> 'seg') AS s(segment)
            WHERE NOT EXISTS (SELECT FROM {{schema}}.{{ledger}}_destroyed_key d
                              WHERE d.key_id = (s.segment ->> 'key')::uuid)))
    THEN
        RAISE EXCEPTION 'a payload is under a key that is not destroyed' USING ERRCODE = 'AK011';
    END IF;
    WITH emptied AS (
        SELECT e.position, jsonb_array_length(convert_from(e.header, 'UTF8')::jsonb -> 'seg') AS segments
        FROM {{schema}}.{{ledger}}_event e WHERE e.position = ANY (p_positions)
    ), changed AS (
        UPDATE {{schema}}.{{ledger}}_payload p SET payload = decode(repeat('00', 4 * emptied.segments), 'hex')
        FROM emptied
        WHERE p.position = emptied.position AND octet_length(p.payload) > 4 * emptied.segments
        RETURNING emptied.segments
    )
    SELECT coalesce(sum(segments), 0) INTO v_emptied FROM changed;
    RETURN v_emptied;
END
$body$;

REVOKE ALL ON FUNCTION
    {{schema}}.{{ledger}}_list_destroyed(uuid, uuid[]), {{schema}}.{{ledger}}_empty_payloads(bigint[])
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    {{schema}}.{{ledger}}_list_destroyed(uuid, uuid[]), {{schema}}.{{ledger}}_empty_payloads(bigint[])
    TO aktspar_retention;
GRANT SELECT ON {{schema}}.{{ledger}}_destroyed_key TO aktspar_retention, aktspar_auditor, aktspar_app;
