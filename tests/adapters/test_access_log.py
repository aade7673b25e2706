"""Who read what is written down, durably and encrypted, before anything leaves; otherwise nothing leaves."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest

from adapters.access_log import AccessLog
from adapters.errors import UnavailableError
from adapters.postgres.boards import BoardStore
from domain.access.events import RecordsRead
from domain.base import Purpose
from tests.support.auditing import Audited
from tests.support.cluster import Cluster
from tests.support.ledger_commands import at_once, note_command

CALLER, TERMS = "klara.pahittad@example.se", "sökte efter Åsgårdsvägen 7"


def record(
    log: AccessLog, *, request_id: UUID | None = None, caller: str = CALLER, cases: tuple[UUID, ...] = (),
    known_at: int = 0, outcome: str = "shown", search_terms: str | None = TERMS,
) -> None:
    log.record(
        caller=caller, action="case show", purpose=Purpose.CASE_WORK, cases=cases, known_at=known_at, outcome=outcome,
        search_terms=search_terms, request_id=request_id,
    )


def rows(cluster: Cluster, board: BoardStore) -> list[tuple[bytes, bytes]]:
    with cluster.admin() as admin:
        return admin.execute(
            f"SELECT header, payload FROM {board.schema}.access_event JOIN {board.schema}.access_payload USING (position)"
        ).fetchall()


def test_a_record_says_who_looked_at_whom_and_why(board: BoardStore) -> None:
    cases, request_id = (uuid4(), uuid4()), uuid4()
    record(AccessLog(board), request_id=request_id, cases=cases, known_at=17)
    (stored,) = board.access.read(0, 10)
    event = stored.event
    assert isinstance(event, RecordsRead)
    assert (event.caller, event.action, event.cases, event.known_at) == (CALLER, "case show", cases, 17)
    assert (event.outcome, event.search_terms, event.purpose) == ("shown", TERMS, Purpose.CASE_WORK)
    assert event.originator_id == request_id


def test_a_record_is_committed_when_the_call_returns(cluster: Cluster, board: BoardStore) -> None:
    with psycopg.connect(cluster.connections.auditor) as another:
        for n in range(1, 6):
            record(AccessLog(board))
            assert another.execute(f"SELECT size FROM {board.schema}.access_head").fetchone() == (n,)
            another.rollback()
    with psycopg.connect(cluster.connections.app) as connection:
        assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)


def test_neither_caller_terms_nor_cases_stand_in_clear(cluster: Cluster, board: BoardStore) -> None:
    case = uuid4()
    record(AccessLog(board), cases=(case,))
    ((header, payload),) = rows(cluster, board)
    for text in (CALLER, "klara", TERMS, "Åsgårdsvägen", "case show", str(case)):
        assert text.encode() not in header + payload
    assert case.bytes not in header + payload


def test_a_caller_has_one_pseudonym_a_board_that_cannot_be_guessed(cluster: Cluster, board: BoardStore) -> None:
    log, other = AccessLog(board), AccessLog(cluster.new_board())
    again = AccessLog(cluster.open_board(board.slug))
    assert log.pseudonym(CALLER) == again.pseudonym(CALLER)
    assert len({log.pseudonym(CALLER), log.pseudonym("bo"), other.pseudonym(CALLER)}) == 3


def test_twenty_readers_at_once_are_twenty_records(board: BoardStore) -> None:
    log = AccessLog(board)
    assert at_once([partial(record, log, caller=f"reader {n}") for n in range(20)]) == [None] * 20
    assert {stored.event.caller for stored in board.access.read(0, 100)} == {f"reader {n}" for n in range(20)}


def test_the_access_log_verifies_like_any_ledger_and_names_what_was_changed(
    cluster: Cluster, board: BoardStore, tmp_path: Path
) -> None:
    audited = Audited(cluster, board, tmp_path / "audited")
    for _ in range(3):
        record(audited.board.access_log)
    audited.board.make_checkpoint("access")
    assert audited.board.verify("access").faults == []
    with cluster.admin() as admin:
        admin.execute(f"DELETE FROM {board.schema}.access_event WHERE position = 2")
        admin.execute(f"DELETE FROM {board.schema}.access_payload WHERE position = 2")
    assert {fault.kind for fault in audited.board.verify("access").faults} == {"head", "truncated"}
    audited.close()


# --- one request, one record --------------------------------------------------------------------------------------


def test_the_same_record_of_one_request_again_stands_once(board: BoardStore) -> None:
    request_id = uuid4()
    for _ in range(3):
        record(AccessLog(board), request_id=request_id)
    assert board.access.size() == 1


@pytest.mark.parametrize("other", [
    {"cases": (UUID(int=1),)}, {"caller": "bo"}, {"known_at": 5}, {"outcome": "refused"}, {"search_terms": "annat"},
    {"search_terms": None},
], ids=str)
def test_nobody_reads_something_else_under_a_request_that_is_written_down(other: dict, board: BoardStore) -> None:
    request_id = uuid4()
    record(AccessLog(board), request_id=request_id)
    with pytest.raises(UnavailableError):
        record(AccessLog(board), request_id=request_id, **other)
    assert board.access.size() == 1


def test_text_that_is_no_text_is_written_down_too(board: BoardStore) -> None:
    record(AccessLog(board), caller="anna\udcff", search_terms="2024-\udcff\x00")
    event = board.access.read(0, 1)[0].event
    assert (event.caller, event.search_terms) == ("anna\\udcff", "2024-\\udcff\x00")


# --- it fails closed ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 5], ids=["alone", "with others"])
def test_without_the_right_to_append_nothing_may_be_shown(count: int, cluster: Cluster, board: BoardStore) -> None:
    log = AccessLog(board)
    record(log)
    with cluster.admin() as admin:
        for function in ("access_append", "access_append_one"):
            admin.execute(
                f"DO $$ DECLARE f regprocedure; BEGIN FOR f IN SELECT oid FROM pg_proc WHERE proname = '{function}'"
                f" AND pronamespace = '{board.schema}'::regnamespace LOOP"
                " EXECUTE 'REVOKE ALL ON FUNCTION ' || f || ' FROM aktspar_app'; END LOOP; END $$"
            )
    answers = at_once([partial(record, log) for _ in range(count)])
    assert all(isinstance(answer, UnavailableError) for answer in answers), answers
    assert board.access.size() == 1


@pytest.mark.parametrize("damage", [
    "DROP TABLE {schema}.access_payload CASCADE", "DROP TABLE {schema}.access_head CASCADE",
    "ALTER TABLE {schema}.access_event ADD CONSTRAINT no CHECK (false) NOT VALID", "DELETE FROM {schema}.access_head",
])
def test_with_a_damaged_log_nothing_may_be_shown(damage: str, cluster: Cluster, board: BoardStore) -> None:
    log = AccessLog(board)
    with cluster.admin() as admin:
        admin.execute(damage.format(schema=board.schema))
    with pytest.raises(UnavailableError, match="inget visas"):
        record(log)


def test_with_a_lost_connection_nothing_may_be_shown_and_the_next_try_is_written(cluster: Cluster, board: BoardStore) -> None:
    log = AccessLog(board)
    record(log)
    with cluster.admin() as admin:
        ended = admin.execute(
            "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE usename = 'aktspar_app' AND query LIKE %s",
            (f"%{board.schema}.%",),
        ).fetchall()
    assert ended
    with pytest.raises(UnavailableError):
        record(log)
    record(log)
    assert board.access.size() == 2


def test_without_its_key_nothing_may_be_shown(cluster: Cluster, board: BoardStore) -> None:
    record(AccessLog(board))
    with cluster.admin("aktspar_keys") as admin:
        admin.execute("UPDATE data_key SET wrapped = '' WHERE board = %s", (board.slug,))
    with pytest.raises(UnavailableError):
        record(AccessLog(cluster.open_board(board.slug)))


def test_a_locked_ledger_of_records_does_not_hold_up_the_access_log(cluster: Cluster, board: BoardStore) -> None:
    with psycopg.connect(cluster.connections.app) as importing:
        board.ledger.recorder.append_with(importing.cursor(binary=True), [board.ledger.seal(note_command())])
        record(AccessLog(board))
        assert board.access.size() == 1
