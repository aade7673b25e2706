"""Who may do what in the database: the application appends through the function, and nothing else.

The list at the end is read from PostgreSQL's own catalogue: a table or function that somebody adds without saying who may
do what to it fails here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import psycopg
import pytest
from psycopg import errors, sql

from adapters.postgres.boards import LEDGERS, BoardStore
from adapters.postgres.checkpoint_store import CheckpointStore
from domain.ledger.checkpoint import Checkpoint
from tests.support.cluster import Cluster
from tests.support.ledger_commands import note_command

TABLES = [f"{ledger}_{table}" for ledger in LEDGERS for table in ("head", "event", "payload", "checkpoint")]
READERS = ("app", "projector", "auditor", "retention")

# {table} is one of the ledger's tables; {board} the board's schema.
CHANGES = {
    "insert": "INSERT INTO {table} SELECT * FROM {table}",
    "insert nothing": "INSERT INTO {table} SELECT * FROM {table} WHERE false",
    "update": "UPDATE {table} SET {column} = {column}",
    "update nothing": "UPDATE {table} SET {column} = {column} WHERE false",
    "delete": "DELETE FROM {table}",
    "delete nothing": "DELETE FROM {table} WHERE false",
    "merge": "MERGE INTO {table} t USING {table} s ON t.{column} = s.{column} WHEN MATCHED THEN DELETE",
    "truncate": "TRUNCATE {table}",
    "lock exclusively": "LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE",
    "lock against writers": "LOCK TABLE {table} IN SHARE MODE",
    "lock as a writer": "LOCK TABLE {table} IN ROW EXCLUSIVE MODE",
    "lock rows": "SELECT * FROM {table} FOR UPDATE",
    "lock keys": "SELECT * FROM {table} FOR KEY SHARE",
    "copy in": "COPY {table} FROM STDIN",
    "add a column": "ALTER TABLE {table} ADD COLUMN extra text",
    "disable triggers": "ALTER TABLE {table} DISABLE TRIGGER ALL",
    "enable row security": "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
    "take it over": "ALTER TABLE {table} OWNER TO CURRENT_USER",
    "rename": "ALTER TABLE {table} RENAME TO gone",
    "drop": "DROP TABLE {table} CASCADE",
    "add a trigger": "CREATE TRIGGER t BEFORE INSERT ON {table} EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "add a rule": "CREATE RULE r AS ON INSERT TO {table} DO INSTEAD NOTHING",
    "add a policy": "CREATE POLICY p ON {table} USING (false)",
    "add an index": "CREATE INDEX ON {table} ({column})",
    "add statistics": "CREATE STATISTICS {board}.s ON {column}, ctid FROM {table}",
    "inherit from it": "CREATE TABLE {board}.child () INHERITS ({table})",
    "refer to it": "CREATE TABLE {board}.child (p bigint REFERENCES {table})",
    "comment": "COMMENT ON TABLE {table} IS 'x'",
}

ELSEWHERE = {
    "replication role": "SET session_replication_role = replica",
    "another role": "SET ROLE aktspar_migration",
    "the superuser": "SET ROLE aktspar_admin",
    "another user": "SET SESSION AUTHORIZATION aktspar_migration",
    "itself a member": "GRANT aktspar_migration TO CURRENT_USER",
    "a new schema": "CREATE SCHEMA own",
    "a temporary table": "CREATE TEMP TABLE t (x int)",
    "a table in public": "CREATE TABLE public.t (x int)",
    "drop the schema": "DROP SCHEMA {board} CASCADE",
    "rename the schema": "ALTER SCHEMA {board} RENAME TO gone",
    "read a file": "SELECT pg_read_file('postgresql.conf')",
    "run a program": "COPY (SELECT 1) TO PROGRAM 'true'",
    "an extension": "CREATE EXTENSION pg_trgm",
    "an untrusted language": "CREATE FUNCTION {board}.f() RETURNS int LANGUAGE c AS 'x', 'y'",
    "another's backend": "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'aktspar_admin'",
    "the migrations' list": "SELECT * FROM {board}.schema_migration",
    "replace the append function": (
        "CREATE OR REPLACE FUNCTION {board}.ledger_size_at(p_us bigint, OUT size bigint, OUT final boolean) RETURNS record"
        " LANGUAGE sql AS 'SELECT 0::bigint, true'"
    ),
    "change the append function": "ALTER FUNCTION {board}.ledger_size_at(bigint) SECURITY INVOKER",
    "drop the append function": "DROP FUNCTION {board}.ledger_size_at(bigint)",
}


@pytest.fixture(scope="module")
def filled(each_cluster: Cluster) -> BoardStore:
    """A board with something in every ledger table but the access log's, on each PostgreSQL version."""
    board = each_cluster.new_board(clock="real")
    board.ledger.append(note_command(count=2))
    return board


@contextmanager
def connected(cluster: Cluster, role: str) -> Iterator[psycopg.Connection]:
    """A log-in as a role, in one transaction that is rolled back."""
    with psycopg.connect(cluster.server.conninfo(f"aktspar_{role}")) as connection:
        try:
            yield connection
        finally:
            connection.rollback()


def refused(connection: psycopg.Connection, statement: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        if connection.autocommit:
            connection.execute(statement)
        with connection.transaction(force_rollback=True):
            connection.execute(statement)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("role", READERS)
def test_nobody_changes_a_ledger_table(role: str, change: str, each_cluster: Cluster, filled: BoardStore) -> None:
    with connected(each_cluster, role) as connection:
        for table in TABLES:
            names = {"table": f"{filled.schema}.{table}", "column": _column(table), "board": filled.schema}
            refused(connection, CHANGES[change].format(**names))


def test_control_the_owner_can_do_each_of_these(each_cluster: Cluster, filled: BoardStore) -> None:
    """So the refusals above are about rights, and not about statements that nobody could run."""
    names = {"table": f"{filled.schema}.ledger_event", "column": "position", "board": filled.schema}
    with connected(each_cluster, "migration") as connection:
        for change, statement in CHANGES.items():
            try:
                with connection.transaction(force_rollback=True), connection.cursor() as cursor:
                    if change == "copy in":
                        with cursor.copy(statement.format(**names)):
                            continue
                    else:
                        cursor.execute(statement.format(**names))
            except errors.InsufficientPrivilege as error:
                raise AssertionError(change) from error
            except (errors.UniqueViolation, errors.DatatypeMismatch, errors.WrongObjectType, errors.FeatureNotSupported):
                continue


@pytest.mark.parametrize("role", READERS)
def test_nobody_gives_away_rights_or_changes_the_server(role: str, each_cluster: Cluster, filled: BoardStore) -> None:
    with connected(each_cluster, role) as connection:
        rights = "SELECT relname, relacl::text FROM pg_class WHERE relnamespace = %s::regnamespace ORDER BY 1"
        before = connection.execute(rights, (filled.schema,)).fetchall()
        for table in TABLES:
            # PostgreSQL answers this with a warning only.
            connection.execute(f"GRANT ALL ON {filled.schema}.{table} TO PUBLIC")
        assert connection.execute(rights, (filled.schema,)).fetchall() == before
    with psycopg.connect(each_cluster.server.conninfo(f"aktspar_{role}"), autocommit=True) as connection:
        refused(connection, "ALTER SYSTEM SET fsync = off")


@pytest.mark.parametrize("role", READERS)
def test_nobody_gets_around_the_tables(role: str, each_cluster: Cluster, filled: BoardStore) -> None:
    with connected(each_cluster, role) as connection:
        for what, statement in ELSEWHERE.items():
            try:
                refused(connection, statement.format(board=filled.schema))
            except pytest.fail.Exception as error:
                raise AssertionError(f"{role}: {what}") from error


def _column(table: str) -> str:
    return {"head": "size", "checkpoint": "size"}.get(table.split("_")[1], "position")


# --- functions ----------------------------------------------------------------------------------------------------


APPEND_FUNCTIONS = ("append", "append_one", "keep_checkpoint", "bulk_is_clean")


def test_only_the_application_appends_and_nobody_calls_the_inner_function(each_cluster: Cluster, filled: BoardStore) -> None:
    for role in READERS:
        with connected(each_cluster, role) as connection:
            for name in APPEND_FUNCTIONS:
                for ledger in LEDGERS:
                    allowed = role == "app" and name != "bulk_is_clean"
                    assert _may_execute(connection, filled, f"{ledger}_{name}") is allowed, (role, name)


def test_a_refused_function_is_refused_when_it_is_called(each_cluster: Cluster, filled: BoardStore) -> None:
    with connected(each_cluster, "app") as connection:
        refused(connection, f"SELECT {filled.schema}.ledger_bulk_is_clean('{{}}', '{{}}', '{{}}')")
    with connected(each_cluster, "projector") as connection:
        refused(connection, f"SELECT {filled.schema}.ledger_keep_checkpoint(0, '', '{{}}', '')")


def test_the_auditor_only_reads(each_cluster: Cluster, filled: BoardStore) -> None:
    with connected(each_cluster, "auditor") as connection:
        for table in TABLES:
            connection.execute(f"SELECT * FROM {filled.schema}.{table}").fetchall()
        granted = connection.execute(
            "SELECT c.relname, p FROM pg_class c,"
            " unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS p"
            " WHERE c.relnamespace = %s::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p')"
            " AND has_table_privilege(c.oid, p)", (filled.schema,),
        ).fetchall()
        assert granted == []
        schema = connection.execute("SELECT has_schema_privilege(%s, 'CREATE')", (filled.schema,)).fetchone()
        assert schema == (False,)


def _may_execute(connection: psycopg.Connection, board: BoardStore, name: str) -> bool:
    rows = connection.execute(
        "SELECT has_function_privilege(oid, 'EXECUTE') FROM pg_proc WHERE pronamespace = %s::regnamespace AND proname = %s",
        (board.schema, name),
    ).fetchall()
    assert len(rows) == 1
    return rows[0][0]


# --- attacks on the functions that run as their owner -----------------------------------------------------------


SHADOWS = """
    CREATE SCHEMA evil AUTHORIZATION aktspar_app;
    CREATE FUNCTION evil.sha256(bytea) RETURNS bytea LANGUAGE sql AS $$ SELECT 'shadowed'::bytea $$;
    CREATE FUNCTION evil.int8send(bigint) RETURNS bytea LANGUAGE sql AS $$ SELECT 'shadowed'::bytea $$;
    CREATE FUNCTION evil.pg_advisory_xact_lock(bigint) RETURNS void LANGUAGE sql AS $$ SELECT $$;
    CREATE FUNCTION evil.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS $$ SELECT 'epoch'::timestamptz $$;
    CREATE FUNCTION evil.never(uuid, uuid) RETURNS boolean LANGUAGE sql AS $$ SELECT false $$;
    CREATE OPERATOR evil.= (FUNCTION = evil.never, LEFTARG = uuid, RIGHTARG = uuid);
    GRANT USAGE ON SCHEMA evil TO PUBLIC;
    CREATE TABLE evil.ledger_head (size bigint);
    GRANT TEMP ON DATABASE aktspar TO aktspar_app;
"""


def test_no_shadow_of_a_function_operator_or_table_is_used(each_cluster: Cluster, each_board: BoardStore) -> None:
    ledger, command = each_board.ledger, note_command()
    with each_cluster.admin() as admin, _undone(admin):
        admin.execute(SHADOWS)
        with psycopg.connect(each_cluster.connections.app, autocommit=True) as app:
            app.execute("SET search_path = evil, pg_temp, pg_catalog, public")
            app.execute("CREATE TEMP TABLE ledger_event (command_id uuid, stream_id uuid, stream_version bigint)")
            assert app.execute("SELECT sha256('x')").fetchone() == (b"shadowed",), "the control: the shadow is in the way"
            for _ in range(2):
                outcome = ledger.recorder.append_with(app.cursor(binary=True), [ledger.seal(command)])[0]
            assert outcome.kind == "repeated"
            for _ in range(2):
                _append_one(app, each_board)
            bulk = [ledger.seal(note_command()) for _ in range(70)]
            ledger.recorder.append_with(app.cursor(binary=True), bulk)
            hashes = admin.execute(
                "SELECT leaf_hash = sha256('\\x00'::bytea || int8send(position) || int8send(recorded_us) || header),"
                f" recorded_us > 1e15 FROM {each_board.schema}.ledger_event"
            ).fetchall()
    assert hashes == [(True, True)] * 73


def _append_one(app: psycopg.Connection, board: BoardStore) -> None:
    leaf = board.ledger.seal(note_command()).leaves[0]
    app.execute(
        f"SELECT {board.schema}.ledger_append_one(%s, %s, %s, %s, %s, %s, %s, NULL)",
        (uuid4(), b"", leaf.originator_id, 1, leaf.topic, leaf.state, leaf.payload),
    )


@contextmanager
def _undone(admin: psycopg.Connection) -> Iterator[None]:
    try:
        yield
    finally:
        admin.execute("DROP SCHEMA evil CASCADE; REVOKE TEMP ON DATABASE aktspar FROM aktspar_app")


FALSE_ANSWERS = {
    "ledger_append": (
        "OUT outcomes text[], OUT first_positions bigint[], OUT first_recorded bigint[], OUT event_counts int[],"
        " OUT current_versions bigint[]",
        "ARRAY['recorded'], ARRAY[999]::bigint[], ARRAY[5]::bigint[], ARRAY[1], ARRAY[NULL]::bigint[]",
    ),
    "ledger_append_one": (
        "OUT outcome text, OUT first_position bigint, OUT first_recorded bigint, OUT event_count int,"
        " OUT current_version bigint",
        "'recorded', 999::bigint, 5::bigint, 1, NULL::bigint",
    ),
    "ledger_size_at": ("OUT size bigint, OUT final boolean", "999::bigint, true"),
    "ledger_keep_checkpoint": ("OUT nothing text", "'kept'"),
}
TEMPTING = {
    "ledger_append": [
        ", ".join(["text"] * 9), "uuid[], bytea[], int[], uuid[], bigint[], text[], bytea[], bytea[], text",
        "uuid[], bytea[], smallint[], uuid[], smallint[], text[], bytea[], bytea[], text",
        "uuid[], bytea[], smallint[], uuid[], smallint[], text[], bytea[], bytea[], bigint[]",
    ],
    "ledger_append_one": [
        ", ".join(["text"] * 8), "uuid, bytea, uuid, bigint, text, bytea, bytea, text",
        "uuid, bytea, uuid, int, text, bytea, bytea, bigint", "uuid, text, uuid, bigint, text, text, text, bigint",
    ],
    "ledger_size_at": ["text", "smallint", "integer", "numeric"],
    "ledger_keep_checkpoint": [f"{kind}, bytea, bytea[], text" for kind in ("smallint", "integer", "text")],
}


def test_functions_that_the_projector_adds_beside_ours_are_never_called(each_cluster: Cluster, each_board: BoardStore) -> None:
    """It may make tables in the board's schema for rebuilds, so it could offer an overload that fits our calls better."""
    with psycopg.connect(each_cluster.connections.projector, autocommit=True) as projector:
        for name, tempting in TEMPTING.items():
            columns, values = FALSE_ANSWERS[name]
            for arguments in tempting:
                projector.execute(
                    f"CREATE FUNCTION {each_board.schema}.{name}({arguments}, {columns}) LANGUAGE sql AS $$ SELECT {values} $$"
                )
    board = each_cluster.open_board(each_board.slug)
    receipts = [board.ledger.append(note_command(count=count)) for count in (1, 1, 2, 70)]
    receipts += board.ledger.append_all([note_command()]) + board.ledger.append_all([note_command() for _ in range(70)])
    assert [receipt.first_position for receipt in receipts[:6]] == [0, 1, 2, 4, 74, 75]
    assert board.ledger.size() == 145
    assert [board.ledger.size_at(us) for us in (5, 40_000, 2**53)] == [(0, True), (0, True), (145, False)]
    store = CheckpointStore(board.datastore, "ledger")
    store.keep(Checkpoint("x", 145, bytes(32)), [bytes(32)] * 3, "note")
    assert store.last_size() == 145


# --- the two databases --------------------------------------------------------------------------------------------


def test_the_keys_role_cannot_reach_the_records_nor_the_others_the_keys(each_cluster: Cluster) -> None:
    conninfo = each_cluster.server.conninfo
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(conninfo("aktspar_keys", "aktspar"))
    for role in ("aktspar_migration", "aktspar_app", "aktspar_projector", "aktspar_auditor", "aktspar_retention"):
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(conninfo(role, "aktspar_keys"))


def test_no_role_but_the_administrator_has_any_special_power(each_cluster: Cluster) -> None:
    with each_cluster.admin() as admin:
        rows = admin.execute(
            "SELECT rolname FROM pg_roles WHERE (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)"
            " AND rolname !~ '^pg_'"
        ).fetchall()
        members = admin.execute(
            "SELECT r.rolname, m.rolname FROM pg_auth_members a JOIN pg_roles r ON r.oid = a.roleid"
            " JOIN pg_roles m ON m.oid = a.member WHERE m.rolname !~ '^pg_'"
        ).fetchall()
    assert rows == [("aktspar_admin",)]
    assert members == [("aktspar_projector", "aktspar_migration")]


# --- everything that there is -------------------------------------------------------------------------------------


LEDGER_READ = {"aktspar_app": "SELECT", "aktspar_projector": "SELECT", "aktspar_auditor": "SELECT", "aktspar_retention": "SELECT"}
VIEW_READ = {"aktspar_app": "SELECT", "aktspar_auditor": "SELECT"}
OWNER = "aktspar_migration"
VIEW_OWNER = "aktspar_projector"

EXPECTED_TABLES = {
    **{table: (OWNER, LEDGER_READ) for table in TABLES},
    "schema_migration": (OWNER, {}),
    "projection": (VIEW_OWNER, VIEW_READ),
    "draft": (OWNER, {"aktspar_app": "DELETE,INSERT,SELECT,UPDATE", "aktspar_retention": "DELETE,SELECT"}),
    "access_case_index": (VIEW_OWNER, VIEW_READ),
    **{f"{ledger}_destroyed_key": (OWNER, VIEW_READ | {"aktspar_retention": "SELECT"}) for ledger in LEDGERS},
    **{f"{ledger}_{table}": (OWNER, LEDGER_READ) for ledger in LEDGERS for table in ("tile_hash", "incarnation", "published")},
    "case_lookup": (VIEW_OWNER, VIEW_READ | {"aktspar_retention": "DELETE,SELECT"}),
}

EXPECTED_FUNCTIONS = {
    **{f"{ledger}_{name}": {"aktspar_app"} for ledger in LEDGERS for name in ("append", "append_one", "keep_checkpoint")},
    **{f"{ledger}_{name}": {"aktspar_app"} for ledger in LEDGERS for name in ("keep_tile_hashes", "publish")},
    **{f"{ledger}_{name}": set() for ledger in LEDGERS for name in ("bulk_is_clean", "begin_incarnation")},
    **{f"{ledger}_{name}": {"aktspar_retention"} for ledger in LEDGERS for name in ("list_destroyed", "empty_payloads")},
    **{f"{ledger}_size_at": {"aktspar_app", "aktspar_auditor", "aktspar_projector"} for ledger in LEDGERS},
}


def expected_of_table(table: str) -> tuple[str, dict[str, str]] | None:
    """What the table must state; every read model's states the same. None = a table that nobody has thought of here."""
    return (VIEW_OWNER, VIEW_READ) if table.endswith("_interval") else EXPECTED_TABLES.get(table)


def expected_of_function(name: str) -> set[str] | None:
    """Who must be able to call it."""
    return {VIEW_OWNER} if name.startswith("views_") else EXPECTED_FUNCTIONS.get(name)


def test_every_table_states_its_owner_and_who_may_do_what(each_cluster: Cluster, filled: BoardStore) -> None:
    with each_cluster.admin() as admin:
        rows = admin.execute(
            "SELECT c.relname, c.relowner::regrole::text, a.grantee::regrole::text, string_agg(a.privilege_type, ',' ORDER BY 1)"
            " FROM pg_class c LEFT JOIN LATERAL aclexplode(c.relacl) a ON a.grantee <> c.relowner"
            " WHERE c.relnamespace = %s::regnamespace AND c.relkind NOT IN ('i', 'I', 't')"
            " GROUP BY c.relname, c.relowner, a.grantee", (filled.schema,),
        ).fetchall()
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for table, owner, grantee, privileges in rows:
        found.setdefault(table, (owner, {}))
        if grantee is not None:
            found[table][1][grantee] = ",".join(sorted(privileges.split(",")))
    assert found == {table: expected_of_table(table) for table in found}
    assert found.keys() >= EXPECTED_TABLES.keys()


def test_every_function_states_who_may_call_it_and_fixes_its_search_path(each_cluster: Cluster, filled: BoardStore) -> None:
    with each_cluster.admin() as admin:
        rows = admin.execute(
            "SELECT p.proname, p.proowner::regrole::text, p.proconfig, p.proacl IS NULL, coalesce(array_agg("
            "   CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END) FILTER (WHERE a.grantee <> p.proowner),"
            "   '{}') FROM pg_proc p LEFT JOIN LATERAL aclexplode(p.proacl) a ON true"
            " WHERE p.pronamespace = %s::regnamespace GROUP BY p.oid", (filled.schema,),
        ).fetchall()
    assert {name: set(callers) for name, *_, callers in rows} == {name: expected_of_function(name) for name, *_ in rows}
    assert {name for name, *_ in rows} >= EXPECTED_FUNCTIONS.keys()
    assert {owner for _, owner, _, _, _ in rows} == {OWNER}
    assert not [name for name, _, _, default, _ in rows if default], "rights by default are PUBLIC's"
    assert [name for name, _, config, _, _ in rows if "search_path=pg_catalog, pg_temp" not in (config or ())] == []


def test_the_schema_and_the_databases_are_closed_to_the_public(each_cluster: Cluster, filled: BoardStore) -> None:
    with each_cluster.admin() as admin:
        schema = admin.execute(
            "SELECT CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END, a.privilege_type"
            " FROM pg_namespace n, aclexplode(n.nspacl) a WHERE n.nspname = %s AND a.grantee <> n.nspowner ORDER BY 1, 2",
            (filled.schema,),
        ).fetchall()
        databases = admin.execute(
            "SELECT d.datname FROM pg_database d WHERE has_database_privilege('public', d.oid, 'CONNECT')"
            " AND d.datname <> 'template0'"
        ).fetchall()
        others = admin.execute(
            "SELECT c.relname FROM pg_class c WHERE c.relnamespace = %s::regnamespace AND EXISTS"
            " (SELECT FROM aclexplode(c.relacl) a WHERE a.grantee = 0)", (filled.schema,),
        ).fetchall()
    assert schema == [
        ("aktspar_app", "USAGE"), ("aktspar_auditor", "USAGE"), ("aktspar_projector", "CREATE"),
        ("aktspar_projector", "USAGE"), ("aktspar_retention", "USAGE"),
    ]
    assert (databases, others) == ([], [])


def test_a_ledger_has_no_trigger_sequence_rule_policy_or_foreign_key(each_cluster: Cluster, filled: BoardStore) -> None:
    """Nothing may run beside an append, and the schema stays fit for sharding."""
    with each_cluster.admin() as admin:
        found = admin.execute(
            sql.SQL(
                "SELECT 'trigger', tgname FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid WHERE c.relnamespace = n.oid"
                " UNION ALL SELECT 'sequence', relname FROM pg_class c WHERE c.relnamespace = n.oid AND relkind = 'S'"
                " UNION ALL SELECT 'rule', r.rulename FROM pg_rules r WHERE r.schemaname = n.nspname"
                " UNION ALL SELECT 'policy', polname FROM pg_policy p JOIN pg_class c ON c.oid = polrelid"
                "   WHERE c.relnamespace = n.oid"
                " UNION ALL SELECT 'foreign key', conname FROM pg_constraint o WHERE o.connamespace = n.oid AND contype = 'f'"
            ).as_string(admin).join(["SELECT f.* FROM pg_namespace n, LATERAL (", ") AS f(kind, name) WHERE n.nspname = %s"]),
            (filled.schema,),
        ).fetchall()
    assert found == []
