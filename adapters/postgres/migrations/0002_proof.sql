-- Proof, outwards: the hashes of full tiles, the incarnations of the ledger, and the checkpoints that were published.
-- Applied twice per board, as 0001. Everything here is derived or signed: verification derives it again.

-- The tree's hashes in the C2SP tlog-tiles layout. Level 0 is the leaf_hash column of the events; here stand levels 1 and up,
-- one row a full tile of the level below: place n of level l is the hash of the subtree over leaves n * 256^l to
-- (n + 1) * 256^l - 1. A partial tile is the rows that there are; so nothing is ever changed, only added.
CREATE TABLE {{schema}}.{{ledger}}_tile_hash (
    level integer NOT NULL CHECK (level BETWEEN 1 AND 7),
    place bigint  NOT NULL CHECK (place >= 0),
    hash  bytea   NOT NULL CHECK (octet_length(hash) = 32),
    CONSTRAINT {{ledger}}_tile_hash_place PRIMARY KEY (level, place)
);

-- A restored ledger goes on under another origin. Events from first_size on belong to the incarnation, up to the next one's.
-- signed_size, signed_root: the largest tree that was known to be signed under the incarnation before it; larger than
-- first_size where events were lost.
CREATE TABLE {{schema}}.{{ledger}}_incarnation (
    number      integer NOT NULL,
    origin      text    NOT NULL,
    first_size  bigint  NOT NULL,
    signed_size bigint  NOT NULL,
    signed_root bytea,
    CONSTRAINT {{ledger}}_incarnation_number PRIMARY KEY (number),
    CONSTRAINT {{ledger}}_incarnation_origin UNIQUE (origin)
);
INSERT INTO {{schema}}.{{ledger}}_incarnation (number, origin, first_size, signed_size)
SELECT h.incarnation, h.origin, 0, 0 FROM {{schema}}.{{ledger}}_head h;

-- Checkpoints that went out, with the cosignatures of witnesses: the first form of each size, and the latest, which an idle
-- ledger renews so that its witnesses' time shows that it lives.
CREATE TABLE {{schema}}.{{ledger}}_published (
    size         bigint NOT NULL,
    first_us     bigint NOT NULL,
    first_note   text   NOT NULL,
    published_us bigint NOT NULL,
    note         text   NOT NULL,
    CONSTRAINT {{ledger}}_published_size PRIMARY KEY (size)
);

-- Adds hashes of full tiles. One that stands there already must be the same: two hashes of one subtree are damage.
CREATE FUNCTION {{schema}}.{{ledger}}_keep_tile_hashes(p_levels integer[], p_places bigint[], p_hashes bytea[]) RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $body$
BEGIN
    INSERT INTO {{schema}}.{{ledger}}_tile_hash (level, place, hash)
        SELECT t.level, t.place, t.hash FROM unnest(p_levels, p_places, p_hashes) AS t(level, place, hash)
        ON CONFLICT (level, place) DO NOTHING;
    IF EXISTS (SELECT FROM unnest(p_levels, p_places, p_hashes) AS t(level, place, hash)
               JOIN {{schema}}.{{ledger}}_tile_hash k USING (level, place) WHERE k.hash <> t.hash)
    THEN
        RAISE EXCEPTION 'another hash is kept for a tile' USING ERRCODE = 'AK007';
    END IF;
END
$body$;

-- Keeps a checkpoint as it went out. It must have been kept as signed, in this size.
CREATE FUNCTION {{schema}}.{{ledger}}_publish(p_size bigint, p_note text) RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    v_now bigint := (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM {{schema}}.{{ledger}}_checkpoint c WHERE c.size = p_size) THEN
        RAISE EXCEPTION 'only a kept checkpoint is published' USING ERRCODE = 'AK008';
    END IF;
    INSERT INTO {{schema}}.{{ledger}}_published (size, first_us, first_note, published_us, note)
        VALUES (p_size, v_now, p_note, v_now, p_note)
        ON CONFLICT (size) DO UPDATE SET published_us = v_now, note = EXCLUDED.note;
END
$body$;

-- After a restore: what is recorded from now on belongs to a new incarnation. The size from which it begins is given back.
CREATE FUNCTION {{schema}}.{{ledger}}_begin_incarnation(
    p_number integer, p_origin text, p_signed_size bigint, p_signed_root bytea
) RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
    v_size   bigint;
    v_number integer;
BEGIN
    PERFORM pg_advisory_xact_lock({{lock_key}});
    SELECT h.size, h.incarnation INTO STRICT v_size, v_number
        FROM {{schema}}.{{ledger}}_head h WHERE h.singleton FOR UPDATE;
    IF p_number <= v_number THEN
        RAISE EXCEPTION 'an incarnation has a larger number than the one before it' USING ERRCODE = 'AK009';
    END IF;
    INSERT INTO {{schema}}.{{ledger}}_incarnation (number, origin, first_size, signed_size, signed_root)
        VALUES (p_number, p_origin, v_size, p_signed_size, p_signed_root);
    UPDATE {{schema}}.{{ledger}}_head SET incarnation = p_number, origin = p_origin WHERE singleton;
    RETURN v_size;
END
$body$;

REVOKE ALL ON FUNCTION
    {{schema}}.{{ledger}}_keep_tile_hashes(integer[], bigint[], bytea[]),
    {{schema}}.{{ledger}}_publish(bigint, text),
    {{schema}}.{{ledger}}_begin_incarnation(integer, text, bigint, bytea)
    FROM PUBLIC;
-- A new incarnation is the migration role's to begin.
GRANT EXECUTE ON FUNCTION
    {{schema}}.{{ledger}}_keep_tile_hashes(integer[], bigint[], bytea[]),
    {{schema}}.{{ledger}}_publish(bigint, text)
    TO aktspar_app;
GRANT SELECT ON
    {{schema}}.{{ledger}}_tile_hash, {{schema}}.{{ledger}}_incarnation, {{schema}}.{{ledger}}_published
    TO aktspar_app, aktspar_projector, aktspar_auditor, aktspar_retention;
