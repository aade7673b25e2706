"""`case list`, `case show` and `timeline` on the command line."""

from __future__ import annotations

import pytest

from tests.api import records
from tests.api.conftest import access_records, new_board
from tests.support.examples import CASE, KBT_TEAM, OTHER_CASE, cast_id


def test_cases_are_listed_by_number_with_what_the_answer_is_as_of(aktspar, board):
    ran = aktspar("case", "list", "--json")
    assert ran.status == 0 and ran.stderr == ""
    assert list(ran.document)[:3] == ["known_at", "simulated", "cases"]
    assert (ran.document["known_at"], ran.document["simulated"]) == (records.SIZE, True)
    named = [(each["case"], each["number"], each["unit"], each["unit_id"]) for each in ran.document["cases"]]
    assert named == [
        (str(CASE), "2024-0001", "KBT-teamet", str(KBT_TEAM)), (str(OTHER_CASE), "2024-0002", "KBT-teamet", str(KBT_TEAM)),
    ]


def test_people_get_a_table_marked_as_simulated(aktspar, board):
    ran = aktspar("case", "list")
    assert ran.stdout.splitlines()[0].startswith("Nummer")
    assert "2024-0001  KBT-teamet  öppet" in ran.stdout
    assert f"känt vid {records.SIZE} händelser. SIMULERAD" in ran.stdout


@pytest.mark.parametrize("unit", ["KBT-teamet", "kbt-TEAMET", str(KBT_TEAM), "Resursenheten"])
def test_a_unit_is_named_or_given_by_id_and_includes_its_activities(aktspar, board, unit):
    assert len(aktspar("case", "list", "--unit", unit, "--json").document["cases"]) == 2


def test_a_unit_that_does_not_exist_is_refused(aktspar, board):
    ran = aktspar("case", "list", "--unit", "Ungdomsmottagningen", "--json")
    assert (ran.status, ran.document["status"], ran.document["type"]) == (2, 404, "urn:aktspar:problem:not-found")


@pytest.mark.parametrize("name", [str(CASE), "2024-0001"])
def test_one_case_is_shown_by_id_or_number(aktspar, board, name):
    ran = aktspar("case", "show", name, "--json")
    assert ran.status == 0
    assert [(each["case"], each["client"]) for each in ran.document["cases"]] == [(str(CASE), records.NAME)]
    assert records.NAME in aktspar("case", "show", name).stdout


def test_a_case_has_its_cover_on_a_day(aktspar, board):
    assert aktspar("case", "show", CASE, "--json").document["cases"][0]["cover"] is None
    on_the_day = aktspar("case", "show", CASE, "--valid-at", "2024-07-10", "--json").document["cases"][0]
    assert (on_the_day["cover"], on_the_day["responsible"]["name"]) == ("responsible", "Anna Exempel")
    assert "ansvarig" in aktspar("case", "show", CASE, "--valid-at", "2024-07-10").stdout


def test_a_timeline_has_both_times_the_author_and_the_struck_original_over_its_correction(aktspar, board):
    document = aktspar("timeline", "2024-0001", "--json").document
    assert (document["known_at"], document["simulated"], document["case"], document["number"]) == (
        records.SIZE, True, str(CASE), "2024-0001",
    )
    note = document["items"][-1]
    assert (note["occurred"]["on"], note["recorded"]["at"]) == ("2024-07-10", "2024-09-01T07:00:00.000000Z")
    assert (note["days_late"], note["late"], note["struck"]) == (53, True, True)
    assert note["author"]["name"] == "Anna Exempel"
    assert note["texts"][0]["text"] == records.SECRET
    assert note["corrections"][0]["texts"][0]["text"] == records.CORRECTED


def test_people_see_the_late_note_and_its_correction(aktspar, board):
    text = aktspar("timeline", CASE).stdout
    assert "2024-07-10  Journalanteckning" in text
    assert "skrivet 2024-09-01 09:00, 53 dagar efter – SENT" in text
    assert f"[rättat] Fakta: {records.SECRET}" in text
    assert f"        Fakta: {records.CORRECTED}" in text
    assert str(KBT_TEAM) not in text


def test_what_was_not_yet_known_is_not_shown(aktspar, board):
    before_note = aktspar("timeline", CASE, "--known-at", "2024-08-31", "--json").document
    before_correction = aktspar("timeline", CASE, "--known-at", records.BEFORE_CORRECTION, "--json").document
    assert [each["type"] for each in before_note["items"]] == ["case.opened", "case.assigned"]
    assert before_correction["items"][-1]["corrections"] == []
    assert records.CORRECTED not in str(before_correction)


def test_a_timeline_on_a_day_has_only_what_had_happened(aktspar, board):
    document = aktspar("timeline", CASE, "--valid-at", "2024-07-09", "--json").document
    assert document["valid_at"] == "2024-07-09"
    assert "case.note_recorded" not in [each["type"] for each in document["items"]]


@pytest.mark.parametrize("command", [["timeline", CASE], ["case", "list"], ["case", "show", CASE]])
def test_the_same_question_at_the_same_size_gives_the_same_bytes_after_more_events(aktspar, board, command):
    question = [*command, "--known-at", records.SIZE, "--json"]
    first = aktspar(*question)
    assert first.status == 0
    records.record_one_more(board)
    assert aktspar(*question).stdout == first.stdout
    assert aktspar(*command, "--json").document["known_at"] == records.SIZE + 1


def test_an_instant_to_come_is_answered_provisionally(aktspar, board):
    document = aktspar("timeline", CASE, "--known-at", "2900-01-01", "--json").document
    assert (document["known_at"], document["provisional"]) == (records.SIZE, True)
    assert "PRELIMINÄRT" in aktspar("timeline", CASE, "--known-at", "2900-01-01").stdout
    assert "provisional" not in aktspar("timeline", CASE, "--known-at", "2024-08-31", "--json").document


def test_a_size_beyond_the_ledger_is_refused_with_its_size(aktspar, board):
    ran = aktspar("timeline", CASE, "--known-at", records.SIZE + 1, "--json")
    assert (ran.status, ran.document["status"]) == (2, 422)
    assert f"har {records.SIZE} händelser" in ran.document["detail"]


@pytest.mark.parametrize("command", ["timeline", "case show"])
@pytest.mark.parametrize("name", ["2024-9999", str(cast_id(99))])
def test_a_case_that_is_not_known_is_refused_and_the_attempt_is_logged(aktspar, board, command, name):
    ran = aktspar(*command.split(), name, "--json")
    assert (ran.status, ran.document["status"]) == (2, 404)
    assert name not in ran.stdout + ran.stderr
    assert [(each.action, each.outcome, each.cases, each.search_terms) for each in access_records(board)] == [
        (command, "not_found", (), name)
    ]


def test_a_case_that_was_not_yet_known_is_refused(aktspar, board):
    for name in (str(CASE), "2024-0001"):
        assert aktspar("timeline", name, "--known-at", "2", "--json").document["status"] == 404


def test_a_number_that_two_units_use_is_refused_with_the_ids_to_choose_from(aktspar, board):
    twin = records.open_twin(board)
    ran = aktspar("timeline", "2024-0001", "--json")
    assert (ran.status, ran.document["status"]) == (2, 422)
    assert str(CASE) in ran.document["detail"] and str(twin) in ran.document["detail"]
    assert records.SECRET not in ran.stdout
    assert access_records(board)[-1].outcome == "refused"


def test_without_any_board_the_refusal_says_how_to_get_one(aktspar):
    ran = aktspar("case", "list", "--json")
    assert (ran.status, ran.document["status"]) == (2, 404)
    assert "import --create" in ran.document["detail"]


def test_with_several_boards_one_must_be_named(aktspar, board, runtime):
    other = new_board(runtime)
    ran = aktspar("case", "list", "--json")
    assert (ran.status, ran.document["status"]) == (2, 422)
    assert len(aktspar("case", "list", "--board", board.slug, "--json").document["cases"]) == 2
    assert aktspar("case", "list", "--board", other.slug, "--json").document["cases"] == []
    assert aktspar("case", "list", "--board", "fel", "--json").document["status"] == 404


def test_a_text_cannot_steer_the_terminal(aktspar, board):
    records.note_with(board, "Rad ett\x1b[2J\nrad två \u202egnilrev")
    text = aktspar("timeline", OTHER_CASE).stdout
    assert "rad två" in text
    assert "\x1b" not in text and "\u202e" not in text
    assert "\\u001b[2J" in aktspar("timeline", OTHER_CASE, "--json").stdout
