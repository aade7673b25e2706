"""`aktspar report`: what was stated stands for ever, and what the same count gives later stands beside it."""

from __future__ import annotations

import json
from datetime import date
from uuid import UUID, uuid4

import pytest

from adapters.postgres.registers import Registers
from domain.base import Purpose
from tests.api.conftest import access_records
from tests.support.workbooks import write_workbook

CASE_HEADER = ("Ärende", "Verksamhet", "Kön", "Start", "Avslutat", "Avslutssätt", "Remitterad vidare", "Boende")
RATING_HEADER = ("Ärende", "Datum", "Instrument", "Fas", "Skattare", "Delskalor", "Summa", "Gäller")
UNIT = "Öppenvården"
SHARE = "kbt.closed_as_planned"


@pytest.fixture
def take_in(aktspar, tmp_path):
    """Imports the cases of the unit's year, a row each: number, gender, closed on, manner."""
    def take(*rows):
        start = date(2021, 1, 4)
        cases = [(number, "KBT-teamet", gender, start, closed, manner, "", "") for number, gender, closed, manner in rows]
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.xlsx"
        write_workbook(path, {"Ärenden": [CASE_HEADER, *cases]}, unit=(("Enhet", UNIT), ("Nämnd", "Provnämnden"), ("År", 2021)))
        ran = aktspar("import", "--create", path, "--json")
        assert ran.status == 0, ran.stdout

    return take


@pytest.fixture
def frozen(aktspar, take_in):
    """Two cases closed in March, of which one as planned, and the tertial's report of that."""
    take_in(("A-1", "kvinna", date(2021, 3, 1), "enligt planering"), ("A-2", "man", date(2021, 3, 31), "avbrott"))
    ran = freeze(aktspar)
    assert ran.status == 0, ran.stdout
    return ran.document


def freeze(aktspar, *more, period="2021-T1"):
    return aktspar("report", "freeze", "--period", period, "--unit", UNIT, *more, "--json")


def figure(document, indicator=SHARE):
    [found] = [each for each in document["figures"] if each["id"] == indicator]
    return found


def test_a_frozen_figure_stands_when_it_is_corrected_and_the_restatement_shows_the_new(aktspar, take_in, frozen):
    stated = figure(frozen)
    assert (stated["numerator"], stated["denominator"], stated["shown_value"], stated["differs"]) == ("1", 2, 50, False)
    size = frozen["known_at"]
    take_in(("A-2", "man", date(2021, 3, 31), "enligt planering"), ("A-3", "kvinna", date(2021, 4, 30), "avbrott"))
    later = aktspar("report", "show", frozen["report"], "--json").document
    now = figure(later)
    assert {name: now[name] for name in ("numerator", "denominator", "shown_value", "definition", "by_gender")} == {
        name: stated[name] for name in ("numerator", "denominator", "shown_value", "definition", "by_gender")
    }
    assert (now["restated"]["numerator"], now["restated"]["denominator"], now["restated"]["shown_value"]) == ("2", 3, 67)
    assert now["differences"]["denominator"] == [2, 3] and now["differs"] and later["restated"] >= 1
    assert (now["since"]["rows_added"], now["since"]["rows_removed"], now["since"]["rows_changed"]) == (1, 0, 1)
    assert now["since"]["positions"] and min(now["since"]["positions"]) >= frozen["size"]
    then = aktspar("report", "show", "--period", "2021-T1", "--unit", UNIT, "--known-at", size, "--json").document
    assert then["figures"] == frozen["figures"], "as it was known when it was frozen"


def test_a_figure_with_nothing_new_behind_it_says_so(aktspar, take_in, frozen):
    take_in(("A-9", "man", date(2021, 6, 1), "avbrott"))
    now = figure(aktspar("report", "show", frozen["report"], "--json").document)
    assert (now["differs"], now["differences"], now["since"]["positions"]) == (False, {}, [])
    shown = aktspar("report", "show", frozen["report"]).stdout
    assert "oförändrat" in shown and "resultat har ändrats sedan dess" in shown


def test_a_report_counts_what_was_known_then(aktspar, take_in, runtime):
    take_in(("A-1", "kvinna", date(2021, 3, 1), "enligt planering"))
    size = runtime.board().ledger.size()
    take_in(("A-2", "man", date(2021, 3, 31), "avbrott"))
    assert figure(freeze(aktspar, "--known-at", size).document)["denominator"] == 1
    assert figure(freeze(aktspar, period="2021-T2").document)["denominator"] == 2


def test_assessments_are_handed_in_with_the_figures(aktspar, take_in, tmp_path):
    take_in(("A-1", "kvinna", date(2021, 3, 1), "enligt planering"))
    said = {"fulfilment": "partial", "analysis": "Få avslut.", "changed_target": {"target_text": "tas fram av nämnd"},
            "target_changed_because": "Nytt uppdrag."}
    path = tmp_path / "bedömningar.json"
    path.write_text(json.dumps({SHARE: said}))
    document = freeze(aktspar, "--assessments", path).document
    assert figure(document)["assessment"]["fulfilment"] == "partial"
    assert figure(document)["assessment"]["changed_target"]["target_text"] == "tas fram av nämnd"
    path.write_text(json.dumps([{"indicator": SHARE, "fulfilment": "nästan"}]))
    ran = freeze(aktspar, "--assessments", path, period="2021-T2")
    assert (ran.status, ran.document["status"]) == (2, 422) and "fulfilment" in ran.document["detail"]
    assert "nästan" not in ran.stdout
    path.write_text("{")
    assert "inte JSON" in freeze(aktspar, "--assessments", path, period="2021-T2").document["detail"]
    path.write_text(json.dumps({"um.clients": {"fulfilment": "full"}}))
    assert "inget resultat för um.clients" in freeze(aktspar, "--assessments", path, period="2021-T2").document["detail"]


def test_the_same_period_again_is_a_new_report_that_says_which_it_adds_to(aktspar, frozen):
    ran = freeze(aktspar)
    assert (ran.status, ran.document["status"]) == (2, 409) and "supplements" in ran.document["detail"]
    again = freeze(aktspar, "--supplements", frozen["report"])
    assert (again.status, again.document["supplements"]) == (0, frozen["report"])
    listed = aktspar("report", "list", "--json").document["reports"]
    assert [(each["report"], each["status"]) for each in listed] == [
        (frozen["report"], "submitted"), (again.document["report"], "submitted"),
    ]
    assert aktspar("report", "show", "--period", "2021-T1", "--json").document["report"] == again.document["report"]
    assert "inlämnad" in aktspar("report", "list").stdout


def test_nothing_of_a_report_lies_under_a_case_or_names_one(runtime, frozen):
    board = runtime.board()
    recorded = board.ledger.stream(UUID(frozen["report"]))
    cases = {case.case_id for case in board.views.cases(board.ledger.size())}
    text = "".join(each.event.model_dump_json() for each in recorded)
    assert cases and not [case for case in cases if str(case) in text]
    assert {each.event.key_subject for each in recorded} == {UUID(frozen["report"])}


def test_what_is_unknown_or_cannot_be_read_is_refused(aktspar, frozen):
    for words, status in (
        (("show", str(uuid4())), 404), (("show", "--period", "2020-T1"), 404), (("show",), 400), (("show", "T1"), 400),
        (("show", "--period", "2021-T3"), 422), (("freeze", "--period", "2021-T2", "--unit", "KBT-teamet"), 404),
        (("freeze", "--period", "2021-T2", "--unit", UNIT, "--cutoff", "i går"), 400),
        (("freeze", "--period", "2021-T2", "--unit", UNIT, "--cutoff", "2020-12-31"), 422),
        (("freeze", "--period", "2021-T2", "--unit", UNIT, "--cutoff", "2999-01-01"), 422),
        (("freeze", "--period", "2021-T2", "--unit", UNIT, "--supplements", frozen["report"]), 404),
    ):
        ran = aktspar("report", *words, "--json")
        assert (ran.status, ran.document["status"]) == (2, status), words


def test_freezing_and_reading_stand_in_the_access_log(runtime, frozen):
    found = [(each.action, each.outcome, each.purpose) for each in access_records(runtime.board())]
    assert ("report freeze", "written", Purpose.STATISTICS) in found
    assert ("report freeze", "shown", Purpose.STATISTICS) in found


def test_a_report_is_under_a_key_of_its_own_that_no_case_shares(runtime, frozen):
    reports = Registers(runtime.board().ledger).events_of("report")
    assert {each.event.retention_class.value for each in reports} == {"statistics"}
