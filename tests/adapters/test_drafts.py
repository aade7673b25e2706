"""Drafts: their author's own, sealed under the case's key, never lost to a race or a crash, and in clear nowhere."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from adapters.postgres import boards, migrations
from adapters.postgres.boards import BoardStore
from adapters.postgres.drafts import DraftStore
from domain.draft import DraftHead, require_savable
from domain.errors import (
    ConflictError,
    CorruptLedgerError,
    InvalidValueError,
    NotAllowedError,
    NotFoundError,
    StaleVersionError,
)
from domain.ledger.port import Command
from domain.offering.codes import DocumentationRegime
from domain.offering.regime import IdentityForbiddenError
from domain.policies import DEFAULT_POLICY, Policy
from tests.adapters.test_ledger_canary import flush
from tests.support.byte_search import files_holding
from tests.support.cluster import Cluster
from tests.support.examples import ANNA, BO, CASE, EXAMPLES, OTHER_CASE, SESSION

NOW = 1_770_000_000_000_000
HOUR = 3_600_000_000
TEXT = {"fact": "Mötet blev av.", "assessment": "Går åt rätt håll."}
FULL, ANONYMOUS, ADVICE = (
    DocumentationRegime.FULL_CASE, DocumentationRegime.INSATS_ANONYMISED_BY_DECISION,
    DocumentationRegime.ADVICE_NO_PERSONAL_DATA,
)


def opened(case_id: UUID) -> Command:
    event = EXAMPLES["case.opened.v1"].model_copy(update={"originator_id": case_id, "originator_version": 1})
    return Command(uuid4(), b"opened", [event])


def noted(board: BoardStore, command_id: UUID, case_id: UUID = CASE) -> None:
    """A note, recorded as a command."""
    version = len(board.ledger.stream(case_id)) + 1
    note = EXAMPLES["case.note_recorded.v1"].model_copy(
        update={"originator_id": case_id, "originator_version": version, "note_id": uuid4()}
    )
    board.ledger.append(Command(command_id, b"noted", [note]))


@pytest.fixture
def cases(real_board: BoardStore) -> BoardStore:
    """A board with two cases."""
    for case_id in (CASE, OTHER_CASE):
        real_board.ledger.append(opened(case_id))
    return real_board


@pytest.fixture
def drafts(cases: BoardStore) -> DraftStore:
    return DraftStore(cases)


def save(drafts: DraftStore, draft_id: UUID, seen: int | None = None, **changes: Any) -> DraftHead:
    call = {"case_id": CASE, "author_id": ANNA, "fields": TEXT, "now_us": NOW, "max_count": 10}
    return drafts.save(draft_id=draft_id, seen=seen, **{**call, **changes})


# --- saving and reading -------------------------------------------------------------------------------------------


def test_what_the_author_has_written_is_there_when_they_come_back(drafts: DraftStore) -> None:
    draft_id = uuid4()
    head = save(drafts, draft_id, session_id=SESSION)
    assert head == DraftHead(draft_id, CASE, ANNA, SESSION, 1, NOW, NOW, is_recorded=False)
    assert drafts.get(draft_id, ANNA) == (head, TEXT)


def test_a_draft_saved_anew_is_whole_and_remembers_when_it_was_begun(drafts: DraftStore) -> None:
    draft_id = uuid4()
    save(drafts, draft_id)
    head = save(drafts, draft_id, 1, fields={"fact": "Bara det här."}, now_us=NOW + HOUR)
    assert (head.version, head.begun_us, head.saved_us) == (2, NOW, NOW + HOUR)
    assert drafts.get(draft_id, ANNA).fields == {"fact": "Bara det här."}


def test_an_author_has_several_drafts_in_a_case_and_sees_the_oldest_first(drafts: DraftStore) -> None:
    ids = [uuid4() for _ in range(3)]
    for age, draft_id in enumerate(ids):
        save(drafts, draft_id, now_us=NOW - age * HOUR)
    assert [head.draft_id for head in drafts.of_author(ANNA)] == ids[::-1]
    assert drafts.of_author(BO) == []


def test_a_manager_sees_that_drafts_exist_in_cases_and_whose_they_are(drafts: DraftStore) -> None:
    one, two, elsewhere = uuid4(), uuid4(), uuid4()
    save(drafts, one)
    save(drafts, two, author_id=BO, now_us=NOW + 2)
    save(drafts, elsewhere, case_id=OTHER_CASE, now_us=NOW + 1)
    assert [(head.draft_id, head.case_id, head.author_id) for head in drafts.all()] == [
        (one, CASE, ANNA), (elsewhere, OTHER_CASE, ANNA), (two, CASE, BO)
    ]
    assert not set(DraftHead._fields) & {"fields", "text"}, "a head has no room for a word of it"


@pytest.mark.parametrize("seen", [None, 1])
def test_nobody_else_reads_saves_or_removes_a_draft_and_nothing_tells_that_it_exists(
    drafts: DraftStore, seen: int | None
) -> None:
    draft_id = uuid4()
    save(drafts, draft_id)
    for there in (draft_id, uuid4()):
        with pytest.raises(NotFoundError, match="inte bland dina"):
            drafts.get(there, BO)
        with pytest.raises(NotFoundError, match="inte bland dina"):
            drafts.remove(there, BO, seen=1)
    with pytest.raises(ConflictError, match="nytt slumpat uuid") as refused:
        save(drafts, draft_id, seen, author_id=BO)
    assert not isinstance(refused.value, StaleVersionError)
    assert drafts.get(draft_id, ANNA).fields == TEXT


def test_a_draft_stays_in_its_case(drafts: DraftStore) -> None:
    draft_id = uuid4()
    save(drafts, draft_id)
    with pytest.raises(ConflictError, match="nytt slumpat uuid"):
        save(drafts, draft_id, 1, case_id=OTHER_CASE)


def test_a_draft_in_a_case_that_is_not_there_is_refused_before_a_key_is_made(drafts: DraftStore, cluster: Cluster) -> None:
    nowhere = uuid4()
    with pytest.raises(NotFoundError, match="Ärendet finns inte"):
        save(drafts, uuid4(), case_id=nowhere)
    with cluster.admin("aktspar_keys") as admin:
        assert admin.execute("SELECT count(*) FROM data_key WHERE subject = %s", (nowhere,)).fetchone() == (0,)


def test_a_draft_is_not_saved_in_what_is_no_case(drafts: DraftStore, cases: BoardStore) -> None:
    unit = EXAMPLES["unit.established.v1"].model_copy(update={"originator_version": 1})
    cases.ledger.append(Command(uuid4(), b"unit", [unit]))
    with pytest.raises(NotFoundError, match="Ärendet finns inte"):
        save(drafts, uuid4(), case_id=unit.originator_id)


def test_an_author_has_no_more_drafts_than_are_allowed_and_can_still_save_those(drafts: DraftStore) -> None:
    ids = [uuid4() for _ in range(2)]
    for draft_id in ids:
        save(drafts, draft_id, max_count=2)
    with pytest.raises(InvalidValueError, match="redan 2 utkast"):
        save(drafts, uuid4(), max_count=2)
    assert save(drafts, ids[0], 1, max_count=2).version == 2


def test_an_unknown_draft_cannot_be_saved_anew(drafts: DraftStore) -> None:
    with pytest.raises(NotFoundError, match="inte bland dina"):
        save(drafts, uuid4(), 1)


# --- two windows --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seen", [None, 1, 3])
def test_a_draft_that_was_saved_elsewhere_is_not_written_over(drafts: DraftStore, seen: int | None) -> None:
    draft_id = uuid4()
    save(drafts, draft_id)
    save(drafts, draft_id, 1, fields={"fact": "Från surfplattan."})
    with pytest.raises(StaleVersionError, match="version 2") as refused:
        save(drafts, draft_id, seen)
    assert refused.value.current_version == 2
    assert drafts.get(draft_id, ANNA).fields == {"fact": "Från surfplattan."}


def test_of_many_that_save_the_same_version_one_succeeds(drafts: DraftStore) -> None:
    draft_id, together, answers = uuid4(), threading.Barrier(8), []
    save(drafts, draft_id)

    def one(number: int) -> None:
        together.wait()
        try:
            save(drafts, draft_id, 1, fields={"fact": f"{number}"})
            answers.append(number)
        except StaleVersionError:
            pass

    threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = answers
    assert drafts.get(draft_id, ANNA).fields == {"fact": f"{winner}"}


# --- an end -------------------------------------------------------------------------------------------------------


def test_the_author_removes_a_draft_and_only_as_it_was_seen(drafts: DraftStore) -> None:
    draft_id = uuid4()
    save(drafts, draft_id)
    save(drafts, draft_id, 1)
    with pytest.raises(StaleVersionError, match="version 2"):
        drafts.remove(draft_id, ANNA, seen=1)
    drafts.remove(draft_id, ANNA, seen=2)
    with pytest.raises(NotFoundError):
        drafts.get(draft_id, ANNA)


def test_a_draft_goes_when_its_note_is_recorded_and_not_before(drafts: DraftStore, cases: BoardStore) -> None:
    draft_id, command_id = uuid4(), uuid4()
    save(drafts, draft_id)
    finish = {"seen": 1, "command_id": command_id}
    assert drafts.complete(draft_id, ANNA, **finish) is False
    assert drafts.get(draft_id, ANNA).fields == TEXT
    noted(cases, command_id)
    assert drafts.complete(draft_id, ANNA, **finish) is True
    assert drafts.complete(draft_id, ANNA, **finish) is True, "a repeated request finds it gone"
    assert drafts.of_author(ANNA) == []


def test_what_was_written_after_the_note_was_sent_stays(drafts: DraftStore, cases: BoardStore) -> None:
    draft_id, command_id = uuid4(), uuid4()
    save(drafts, draft_id)
    noted(cases, command_id)
    save(drafts, draft_id, 1, fields={"fact": "En mening till."})
    assert drafts.complete(draft_id, ANNA, seen=1, command_id=command_id) is False
    assert drafts.get(draft_id, ANNA).fields == {"fact": "En mening till."}


def test_a_record_in_another_case_ends_no_draft(drafts: DraftStore, cases: BoardStore) -> None:
    draft_id, command_id = uuid4(), uuid4()
    save(drafts, draft_id)
    noted(cases, command_id, OTHER_CASE)
    assert drafts.complete(draft_id, ANNA, seen=1, command_id=command_id) is False


def test_another_s_draft_cannot_be_completed(drafts: DraftStore, cases: BoardStore) -> None:
    draft_id, command_id = uuid4(), uuid4()
    save(drafts, draft_id)
    noted(cases, command_id)
    drafts.complete(draft_id, BO, seen=1, command_id=command_id)
    assert drafts.get(draft_id, ANNA).fields == TEXT


def test_after_a_crash_between_the_note_and_its_draft_the_author_sees_that_it_is_recorded(
    drafts: DraftStore, cases: BoardStore
) -> None:
    draft_id = uuid4()
    save(drafts, draft_id)
    noted(cases, draft_id)
    (head,) = drafts.of_author(ANNA)
    assert head.is_recorded
    assert drafts.complete(draft_id, ANNA, seen=1, command_id=draft_id) is True


def test_a_draft_is_readable_after_a_restart(cases: BoardStore, cluster: Cluster) -> None:
    draft_id = uuid4()
    save(DraftStore(cases), draft_id)
    assert DraftStore(cluster.open_board(cases.slug)).get(draft_id, ANNA).fields == TEXT


# --- sealed -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", [
    "case_id = '00000000-0000-4000-8000-0000000003cf'", "version = 7",
    "ciphertext = set_byte(ciphertext, 60, get_byte(ciphertext, 60) # 1)", "ciphertext = ''",
    "saving_id = gen_random_uuid()", "key_commitment = '\\x00'", "salted_digest = '\\x00'",
])
def test_a_draft_that_was_changed_or_moved_is_not_shown(
    drafts: DraftStore, cases: BoardStore, cluster: Cluster, change: str
) -> None:
    draft_id = uuid4()
    save(drafts, draft_id)
    with cluster.admin() as admin:
        admin.execute(f"UPDATE {cases.schema}.draft SET {change}")
    with pytest.raises(CorruptLedgerError):
        drafts.get(draft_id, ANNA)


def test_a_text_under_another_author_s_name_does_not_open(drafts: DraftStore, cases: BoardStore, cluster: Cluster) -> None:
    draft_id = uuid4()
    save(drafts, draft_id)
    with cluster.admin() as admin:
        admin.execute(f"UPDATE {cases.schema}.draft SET author_id = %s", (BO,))
    with pytest.raises(CorruptLedgerError):
        drafts.get(draft_id, BO)


def test_a_draft_dies_with_the_key_of_its_case(drafts: DraftStore, cases: BoardStore, cluster: Cluster) -> None:
    draft_id = uuid4()
    save(drafts, draft_id)
    with cluster.admin("aktspar_keys") as admin:
        admin.execute("DELETE FROM data_key WHERE subject = %s", (CASE,))
    with pytest.raises(NotFoundError, match="gallrat"):
        DraftStore(cluster.open_board(cases.slug)).get(draft_id, ANNA)


@pytest.fixture(scope="module")
def searched(short_dir: Path) -> Iterator[Cluster]:
    """A server of its own, whose folder holds nothing else."""
    with Cluster(short_dir / "drafts") as cluster:
        yield cluster


def test_no_word_of_a_draft_stands_in_clear_in_any_byte_of_the_server(searched: Cluster) -> None:
    token = "".join(secrets.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(24))
    board = searched.new_board(clock="real")
    board.ledger.append(opened(CASE))
    drafts, kept, removed = DraftStore(board), uuid4(), uuid4()
    long = {"fact": f"{token} stod där. " * 400, token: token}
    for draft_id in (kept, removed):
        save(drafts, draft_id, fields=long)
        save(drafts, draft_id, 1, fields=long | {"assessment": token})
    drafts.remove(removed, ANNA, seen=2)
    flush(searched)
    assert files_holding(searched.data_dir, token) == {}
    assert drafts.get(kept, ANNA).fields[token] == token


def test_the_application_keeps_drafts_the_retention_role_removes_them_and_nobody_else_sees_them(
    cases: BoardStore, cluster: Cluster
) -> None:
    allowed = {"aktspar_app": {"SELECT", "INSERT", "UPDATE", "DELETE"}, "aktspar_retention": {"SELECT", "DELETE"},
               "aktspar_projector": set(), "aktspar_auditor": set()}
    with cluster.admin() as admin:
        found = {
            role: {right for right in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE") if admin.execute(
                "SELECT has_table_privilege(%s, %s, %s)", (role, f"{cases.schema}.draft", right)
            ).fetchone()[0]} for role in allowed
        }
    assert found == allowed


def test_boards_see_none_of_each_other_s_drafts(drafts: DraftStore, cluster: Cluster) -> None:
    save(drafts, uuid4())
    other = cluster.new_board(clock="real")
    other.ledger.append(opened(CASE))
    assert DraftStore(other).of_author(ANNA) == DraftStore(other).all() == []


def test_the_shipped_files_are_numbered_and_need_no_extension_trigger_sequence_or_foreign_key() -> None:
    shipped = migrations.read_migrations("draft_migrations")
    assert [each.name[:4] for each in shipped] == [f"{n:04}" for n in range(1, len(shipped) + 1)] != []
    code = "\n".join(line.partition("--")[0] for each in shipped for line in each.text.splitlines()).upper()
    assert not [word for word in ("TRIGGER", "SEQUENCE", "EXTENSION", "REFERENCES", "SERIAL", "IDENTITY") if word in code]


def test_a_board_made_before_there_were_drafts_is_brought_up(cases: BoardStore, cluster: Cluster) -> None:
    with psycopg.connect(cluster.connections.migration, autocommit=True) as connection:
        connection.execute(f"DROP TABLE {cases.schema}.draft")
        connection.execute(f"DELETE FROM {cases.schema}.schema_migration WHERE label = 'drafts'")
        assert not boards.is_up_to_date(connection, cases.slug)
        boards.create_board(connection, cases.slug)
        assert boards.is_up_to_date(connection, cases.slug)
    assert save(DraftStore(cases), uuid4()).version == 1


# --- what may be kept ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fields", [
    {"fact": "x"}, {"a" * 50: "x"}, {f"f{n}": "x" for n in range(100)}, {"fact": "x" * 200_000}, {"fact": "", "other": "x"},
    {"fact": "En rad\n\u202eav bakvänt."},
])
def test_a_draft_may_hold_what_no_note_may(fields: dict[str, str]) -> None:
    require_savable(fields, FULL, DEFAULT_POLICY)


@pytest.mark.parametrize(
    ("fields", "regime", "error", "message"),
    [
        ({"": ""}, ADVICE, NotAllowedError, "inte heller som utkast"),
        ({"": ""}, FULL, InvalidValueError, "högst 100 fält"),
        ({"a" * 51: "x"}, FULL, InvalidValueError, "högst 100 fält"),
        ({"Fakta": "x"}, FULL, InvalidValueError, "högst 100 fält"),
        ({f"f{n}": "x" for n in range(101)}, FULL, InvalidValueError, "högst 100 fält"),
        ({}, FULL, InvalidValueError, "är tomt"),
        ({"fact": " \n"}, FULL, InvalidValueError, "är tomt"),
        ({"fact": "x" * 199_999 + "yz"}, FULL, InvalidValueError, "200001 tecken"),
        ({"fact": "\ud800"}, FULL, InvalidValueError, "inte går att lagra"),
        ({"fact": "Ring 070-123 45 67."}, ANONYMOUS, IdentityForbiddenError, "Fältet fact innehåller"),
    ],
)
def test_what_cannot_be_kept_is_refused(fields: dict[str, str], regime: Any, error: Any, message: str) -> None:
    with pytest.raises(error, match=message) as refused:
        require_savable(fields, regime, DEFAULT_POLICY)
    assert type(refused.value) is error


def test_a_phone_number_is_kept_where_identity_is() -> None:
    for regime in (FULL, DocumentationRegime.INSATS_NO_ASSESSMENT):
        require_savable({"fact": "Ring 070-123 45 67."}, regime, DEFAULT_POLICY)


@pytest.mark.parametrize(("age_us", "hours", "is_reminded"), [
    (-1, 0, False), (0, 0, False), (HOUR - 1, 0, False), (HOUR, 1, False), (72 * HOUR - 1, 71, False), (72 * HOUR, 72, True),
])
def test_the_author_is_reminded_from_the_hours_that_the_board_says(age_us: int, hours: int, is_reminded: bool) -> None:
    head = DraftHead(uuid4(), CASE, ANNA, None, 1, NOW, NOW + HOUR, is_recorded=False)
    assert (head.age_hours(NOW + age_us), head.is_to_be_reminded(NOW + age_us, DEFAULT_POLICY)) == (hours, is_reminded)
    assert head.is_to_be_reminded(NOW + HOUR, Policy(draft_reminder_hours=1))
