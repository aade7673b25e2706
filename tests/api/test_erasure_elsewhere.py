"""What else was told of an erased case: reports stand, every other question says that it is gone, and none breaks."""

from __future__ import annotations

import io
import re
import sys
from datetime import date, timedelta
from uuid import uuid4

import pytest

from adapters.postgres.drafts import DraftStore
from adapters.postgres.registers import Registers
from adapters.postgres.retention import RetentionList
from api.exit_export import ExitExport
from api.http.app import create_app
from api.http.report_routes import ReportDocument
from api.reading import Reader
from api.report_freezing import Freezing, freeze
from domain.base import Occurred, Purpose, envelope
from domain.case.alerts.codes import CaseAlertKind
from domain.codes import NoteChannel
from domain.concern.codes import ConcernAbout, ConcernKind, ConcernOutcome, ReporterRole
from domain.concern.concern import Concern
from domain.concern.events import ConcernClosed, ConcernReceived
from domain.errors import NotFoundError
from domain.retention.codes import RecordContent, RetentionReason
from tests.api.conftest import PASSWORD, new_board
from tests.api.test_erasure import TOKEN, Desk, erase
from tests.api.writing import ANOTHER, STAFF, accounts_of, clients
from tests.support.cast import ANNA
from tests.support.erasure_world import CLOSED_ON, LAST_DAY_OF_TIME, WRITTEN_ON, examine, make_world, record, stamp_of
from tests.support.erasure_world import erase as erase_records

BASIS = "SoL 2025:400 16 kap. 1 §"
ENDLESS = {"/api/v1/changes/stream"}
ASKED = {
    "period": "2020", "year": "2020", "periods": "2019,2020", "from": "1", "to": "2", "first": "1", "indicator": "all.clients",
    "unit": "Resursenheten", "start": "0", "size": "8", "first_year": "2019", "last_year": "2021", "day": "2021-01-01",
    "instrument": "ORS", "phase": "start",
}
"""What a question needs that needs anything."""


@pytest.fixture
def desk(runtime, tmp_path):
    board = new_board(runtime)
    people = [
        ("arkiv", "arkivarie", STAFF), ("chef", "chef", ANOTHER), ("bo", "behandlare", ANOTHER), ("inga", "internkontroll", None),
        ("lo", "loggkontrollant", None), ("ulla", "utredare", None),
    ]
    world, accounts = make_world(board.store, tmp_path, TOKEN, board), accounts_of(tmp_path, board, people)
    with clients(runtime, accounts, *(name for name, *_ in people)) as opened:
        made = Desk(world, opened[:4])
        made.lo, made.ulla = opened[4:]
        routes = create_app(runtime, accounts).state.routes
        made.addresses = sorted({route.path for route in routes if "GET" in route.methods} - ENDLESS)
        yield made


def frozen(desk):
    return freeze(desk.board, "lokal:prov", Freezing("Resursenheten", "2020", None, None, None, "Enhetschefen", None))


def test_a_frozen_report_stands_to_the_byte_and_its_restatement_says_what_was_erased(desk, aktspar):
    report = frozen(desk)
    stored = [each.event.model_dump_json() for each in desk.board.ledger.stream(report)]
    before = desk.get(desk.chef, f"reports/{report}").json()
    size = desk.board.ledger.size()
    assert before["erased_since_submission"] is None and before["restated"] == 0
    erase(desk)
    assert [each.event.model_dump_json() for each in desk.board.ledger.stream(report)] == stored
    answer = desk.get(desk.chef, f"reports/{report}")
    ReportDocument.model_validate_json(answer.content)
    after = answer.json()
    assert after["erased_since_submission"] == {"cases": 1, "last_on": "2026-03-17", "basis": [BASIS]}
    stated = ("id", "definition", "shown_value", "exact", "numerator", "denominator", "eligible", "by_gender", "missing")
    for was, now in zip(before["figures"], after["figures"], strict=True):
        assert {name: was[name] for name in stated} == {name: now[name] for name in stated}
    [clients_now] = [each for each in after["figures"] if each["id"] == "all.clients"]
    assert (clients_now["shown_value"], clients_now["restated"]["shown_value"], clients_now["differs"]) == (3, 2, True)
    then = desk.get(desk.chef, f"reports/{report}?known_at={size}").json()
    assert then["erased_since_submission"]["cases"] == 1 and then["erased_since"]["cases"] == 1
    shown = aktspar("report", "show", report)
    assert f"1 ärenden har gallrats sedan dess enligt {BASIS}" in shown.stdout


def who_asks(desk, address):
    """Somebody whose question it is."""
    if "extract" in address:
        return desk.lo
    return desk.ulla if address == "/cases/{case_id}/evidence" else desk.chef


def asked(client, path, moment):
    """The answer of an address; what it says is missing in the question is added, and what it does not know is left out."""
    params = dict(moment)
    for _ in range(3):
        answer = client.get(path, params=params)
        if answer.status_code != 422 or "errors" not in answer.json():
            return answer
        wrong = {each["name"]: each["kind"] for each in answer.json()["errors"] if each["in"] == "query"}
        params = {name: value for name, value in params.items() if wrong.get(name) != "extra_forbidden"}
        params |= {name: ASKED.get(name, f"?{name}") for name, kind in wrong.items() if kind == "missing"}
    return answer


def test_every_question_of_the_service_says_erased_of_the_case_and_none_breaks_or_tells_of_it(desk, runtime, tmp_path):
    before, case = desk.board.ledger.size(), desk.world.case
    report, erasure = frozen(desk), erase(desk)
    ids = {"case_id": case, "erasure_id": erasure, "viewpoint_id": desk.world.viewpoint, "review_id": desk.world.review,
           "record_id": case, "indicator_id": "all.clients", "position": 5, "report_id": report, "draft_id": desk.world.draft,
           "kind": next(iter(CaseAlertKind))}
    erased, answered = set(), set()
    for address in desk.addresses:
        path = re.sub(r"{(\w+)}", lambda found: str(ids.get(found[1], uuid4())), address)
        for moment in ({}, {"known_at": str(before)}, {"known_at": "2021-01-01"}):
            answer = asked(who_asks(desk, address), path, moment)
            assert answer.status_code < 500, (address, moment, answer.text)
            assert TOKEN not in answer.text, (address, moment)
            if answer.status_code == 410:
                erased.add(address)
                assert (answer.json()["basis"], answer.json()["erased_on"]) == (BASIS, "2026-03-17"), address
            elif answer.status_code == 200:
                answered.add(address)
                # Who read it stands in the access log, which is kept by a rule of its own.
                assert "{case_id}" not in address or "extract" in address, (address, moment)
    of_a_case = {address for address in desk.addresses if "{case_id}" in address}
    assert len(of_a_case) > 10
    assert {address for address in of_a_case if "extract" not in address} - erased == set()
    assert len(answered) > 60, sorted(set(desk.addresses) - answered - erased)


def test_the_shell_says_erased_with_its_law_at_every_moment_and_writes_no_file(desk, aktspar, tmp_path):
    before, case = desk.board.ledger.size(), str(desk.world.case)
    erase(desk)
    file = tmp_path / "paket.zip"
    for command in (
        ("reconstruct", case), ("case", "show", case), ("timeline", case), ("ratings", case),
        ("export", "archive", case, "-o", file),
        ("evidence", case, "-o", file, "--recipient", "Tingsrätten", "--legal-basis", "gdpr_15", "--scope", "T 1"),
    ):
        for moment in ((), ("--known-at", before), ("--known-at", "2021-01-01")):
            ran = aktspar(*command, *moment)
            assert ran.status == 2 and ran.stdout == "" and not file.exists(), (command, ran)
            assert f"gallrad 2026-03-17 enligt {BASIS}" in ran.stderr, (command, moment, ran.stderr)


def test_an_export_of_everything_has_the_place_of_what_was_erased_and_none_of_its_content(desk, tmp_path):
    erase(desk)
    reader = Reader(desk.board, "lokal:prov", Purpose.ADMINISTRATION, "export everything")
    ExitExport(reader, tmp_path / "allt", lambda done, of: None).run()
    written = {path: path.read_bytes() for path in (tmp_path / "allt").rglob("*") if path.is_file()}
    assert not [path for path, content in written.items() if TOKEN.encode() in content]
    assert [path for path, content in written.items() if b"gemma" in content], "control: the others are there"


@pytest.fixture
def as_account(desk, aktspar, monkeypatch):
    """Runs a command as an account, which gives its password on stdin."""

    def run(account, *words):
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSWORD}\n"))
        return aktspar("erase", *words, "--account", account, "--password-stdin", "--json")

    return run


def test_the_shell_carries_an_erasure_from_the_examination_to_the_certificate_and_two_must_do_it(
    desk, as_account, aktspar, tmp_path
):
    case, other, third = map(str, (desk.world.case, *desk.world.others))
    said = ("--sampled-birthday", "nej", "--other-data", "nej")
    assert as_account("arkiv", "examine", other, *said, "--content", "placement").document["contents"] == ["placement"]
    assert as_account("arkiv", "examine", third, *said).status == 0
    held = as_account("arkiv", "hold", third, "--kind", "court", "--basis", "T 1-26", "--review-on", "2026-06-01")
    [hold] = held.document["holds"]
    due = as_account("arkiv", "propose", "--dry-run").document
    assert [each["record"] for each in due["due"]] == [case]
    assert {each["record"]: each["reasons"] for each in due["kept"]} == {other: ["permanent"], third: ["hold"]}
    assert as_account("arkiv", "release", third, "--hold", hold["hold"], "--reason", "Avgjort.").document["holds"] == []
    package = tmp_path / "paket.zip"
    made = aktspar("export", "archive", other, "-o", package, "--json").document
    received = as_account(
        "arkiv", "archived", other, "--archive", "Stadsarkivet", "--receipt", "A 1", "--on", "2026-03-16", "--package", package
    )
    assert received.document["archive_receipt"] == "A 1"
    assert received.document["archived_sha256"] == made["sha256"], "the receipt names the very package"
    early = as_account("arkiv", "archived", third, "--archive", "A", "--receipt", "A 2", "--on", "2027-01-01")
    assert early.status == 2 and "Ange ett datum som har varit" in early.stderr
    proposed = as_account("arkiv", "propose", "--record", case, "--record", other).document
    erasure = proposed["erasure"]
    assert {each["record"] for each in proposed["records"]} == {case, other}
    alone = as_account("arkiv", "approve", erasure, "--note", "Kontrollerat.")
    assert alone.status == 2 and "Den som föreslog gallringen kan inte godkänna den" in alone.stderr
    assert "inte godkänd" in as_account("arkiv", "execute", erasure).stderr
    assert "arbetar inte med gallring" in as_account("bo", "approve", erasure, "--note", "Kontrollerat.").stderr
    assert as_account("chef", "approve", erasure, "--note", "Kontrollerat.").document["stage"] == "approved"
    done = as_account("arkiv", "execute", erasure).document
    assert done["stage"] == "executed"
    assert {each["record"]: each["purged"]["drafts"] for each in done["records"]} == {case: 1, other: 0}
    assert as_account("arkiv", "withdraw", erasure, "--reason", "Fel.").status == 2
    refused = as_account("arkiv", "hold", case, "--kind", "court", "--basis", "T 1", "--review-on", "2026-06-01")
    assert refused.status == 2 and f"gallrad 2026-03-16 enligt {BASIS}" in refused.stderr
    for name, beginning in (("intyg.json", b"{"), ("intyg.pdf", b"%PDF-")):
        assert aktspar("erase", "certificate", erasure, "-o", tmp_path / name).status == 0
        assert (tmp_path / name).read_bytes().startswith(beginning)


def concern_events(concern, unit):
    """A concern from that it came until it ended without an inquiry."""
    received = ConcernReceived(
        **envelope(concern, 0, stamp_of(ANNA)), unit=unit, received_at=Occurred(on=WRITTEN_ON), concern_about=ConcernAbout.ADULT,
        person_name=f"{TOKEN} Oro", concern_kinds=(ConcernKind.VIOLENCE,), reporter_role=ReporterRole.RELATIVE,
        concern_channel=NoteChannel.TELEPHONE, concern_text=f"{TOKEN} mår inte bra.", receiver_id=ANNA, receiver_name="Anna Alm",
    )
    closed = ConcernClosed(
        **envelope(concern, 1, stamp_of(ANNA)), entry_id=uuid4(), concern_closed_on=CLOSED_ON,
        concern_outcome=ConcernOutcome.INQUIRY_NOT_OPENED, summary=f"{TOKEN} ville inte.",
    )
    return received, closed


def test_a_concern_that_led_to_no_inquiry_is_erased_five_years_after_its_last_note_by_its_own_section(runtime, tmp_path):
    board, concern, unit = new_board(runtime), uuid4(), uuid4()
    received, closed = concern_events(concern, unit)
    record(board, [received], WRITTEN_ON)
    record(board, [closed], CLOSED_ON)
    world = make_world(board.store, tmp_path, "annat", board)
    judged = RetentionList(board.store)
    examine(board, concern, record_contents=(RecordContent.NOT_OPENED,))
    # The board's municipality is stated from 2026 on, so nothing was due before; but the day is the same.
    [before, then] = [
        next(judged.records(day, only=[concern])).answer for day in (LAST_DAY_OF_TIME - timedelta(days=1), LAST_DAY_OF_TIME)
    ]
    assert before.due_on == then.due_on == LAST_DAY_OF_TIME
    assert (before.reasons, then.reasons) == ((RetentionReason.TIME_LEFT,), (RetentionReason.MUNICIPALITY_UNKNOWN,))
    [item] = judged.judged(date(2026, 3, 16), [concern]).due
    assert (item.record_family, item.erasure_basis) == ("concern", "SoL 2025:400 16 kap. 2 a § andra stycket")
    [key] = board.store.keys.destruction.keys_of(concern)
    with pytest.raises(NotFoundError, match="Ärendet finns inte"):
        DraftStore(board.store).save(
            draft_id=uuid4(), case_id=concern, author_id=ANNA, fields={"fact": "x"}, seen=None, now_us=1, max_count=10
        )
    assert any(TOKEN in each.event.model_dump_json() for each in board.ledger.stream(concern))
    done = erase_records(board, concern)
    assert done.begun[concern].key_ids == (key,) and done.begun[concern].marked_streams == (concern,)
    assert not any(TOKEN in each.event.model_dump_json() for each in board.ledger.stream(concern))
    assert concern not in Registers(board.ledger).of_kind("concern", Concern.fold)
    assert board.verify().faults == [] and board.store.keys.destruction.keys_of(world.case)
    assert [each.record_id for each in judged.judged(date(2026, 3, 16)).due] == [world.case]
