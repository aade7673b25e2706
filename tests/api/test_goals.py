"""Results over HTTP: with their targets and flags, as known at any moment, and down to the events that they are made of."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from urllib.parse import quote
from uuid import UUID, uuid4

import pytest

from api.http.goal_documents import Indicators, Results, Trend, Underlay
from domain.base import Purpose, Stamp, envelope
from domain.case.events import CaseAssigned, CaseClosed, CaseOpened
from domain.case.person.codes import ProtectedPerson, ProtectionLevel, ProtectionSource
from domain.case.person.events import ProtectedIdentitySet
from domain.codes import CloseManner, Gender
from domain.ledger.port import Command
from domain.staff.events import StaffMemberRegistered
from domain.unit.events import UnitEstablished
from tests.api.conftest import access_records, new_board
from tests.api.writing import accounts_of, clients

ROOT, TEAM, OTHER = UUID(int=1), UUID(int=2), UUID(int=3)
ANNA, BO = UUID(int=11), UUID(int=12)
PEOPLE = [("chef", "chef", str(BO)), ("anna", "behandlare", str(ANNA)), ("inga", "internkontroll", None)]
STAMP = Stamp(actor_id=BO, unit_id=ROOT, purpose=Purpose.CASE_WORK)
DEFINITION = """
id = "egen.avslut"
version = 1
name = "Avslut i Källargruppen"
meaning = "Ärenden som avslutats under perioden."
source = "Nämndens beslut"
activities = ["Källargruppen"]
unit_of_count = "case"
kind = "count"
population = [{ period = "closed" }]
"""
PLANNED_TOO = """
id = "kbt.clients"
version = 2
name = "Klienter"
meaning = "Ärenden som avslutats enligt planering under perioden."
source = "Nämndens beslut"
activities = ["KBT-teamet"]
unit_of_count = "case"
kind = "count"
population = [{ period = "closed" }, { field = "close_manner", is = ["enligt planering"] }]
"""


class Place:
    """A board with a unit and two activities, where Anna and the manager work, and cases that begin and end in 2026."""

    def __init__(self, board, opened):
        self.board = board
        self.chef, self.anna, self.inga = opened
        self._number = 0

    def record(self, day, *events):
        first = int(datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC).timestamp()) * 1_000_000
        return self.board.ledger.append(Command(uuid4(), b"test", events, range(first, first + len(events)))).size

    def open_case(self, day, gender, *, unit=TEAM, responsible=None, is_protected=False):
        self._number += 1
        case_id = UUID(int=100 + self._number)
        events = [CaseOpened(
            **envelope(case_id, 0, STAMP), number=f"2026-{self._number:04}", unit=unit, gender=gender,
            client_name="Disa Påhittad", started_on=date.fromisoformat(day),
        )]
        if responsible is not None:
            events.append(CaseAssigned(
                **envelope(case_id, len(events), STAMP), staff_id=responsible, staff_name="Anna Exempel", staff_title=None
            ))
        if is_protected:
            events.append(ProtectedIdentitySet(
                **envelope(case_id, len(events), STAMP), entry_id=uuid4(), protection_level=ProtectionLevel.CONFIDENTIALITY_FLAG,
                protected_from=date.fromisoformat(day), protected_person=ProtectedPerson.CLIENT,
                protection_source=ProtectionSource.TAX_AGENCY,
            ))
        self.record(day, *events)
        return case_id, len(events)

    def close_case(self, day, case, manner, closed_on=None):
        case_id, version = case
        return self.record(day, CaseClosed(
            **envelope(case_id, version, STAMP), closed_on=date.fromisoformat(closed_on or day), manner=manner,
            referred_onward=False,
        ))

    def get(self, path, client=None, status=200, headers=None, **params):
        answer = (client or self.inga).get(f"/api/v1/{path}", params=params, headers=headers)
        assert answer.status_code == status, answer.text
        return answer.json()

    def write(self, path, body, day, status=201, client=None):
        headers = {"Idempotency-Key": str(uuid4()), "If-Match": "*", "Aktspar-Simulated-Time": f"{day}T09:00:00+01:00"}
        answer = (client or self.chef).post(f"/api/v1/{path}", json=body, headers=headers)
        assert answer.status_code == status, answer.text
        return answer.json()

    def adopt(self, indicator, version, definition, takes_effect_on, day, **changes):
        return self.write("indicator-definitions", {
            "indicator": indicator, "indicator_version": version, "definition": definition, "takes_effect_on": takes_effect_on,
            "adopted_on": day, "adopted_by": "Nämnden", "reason": "Ny uppföljning.", **changes,
        }, day)

    def logged(self, action):
        return [each for each in access_records(self.board) if each.action == action]


def establish(place):
    place.record(
        "2026-01-02",
        *(
            UnitEstablished(**envelope(unit_id, 0, STAMP), name=name, part_of=part_of)
            for unit_id, name, part_of in (
                (ROOT, "Resursenheten", None), (TEAM, "KBT-teamet", ROOT), (OTHER, "Källargruppen", ROOT),
            )
        ),
        StaffMemberRegistered(**envelope(ANNA, 0, STAMP), name="Anna Exempel", unit=TEAM),
        StaffMemberRegistered(**envelope(BO, 0, STAMP), name="Bo Exempel", unit=ROOT),
    )


@pytest.fixture
def place(runtime, tmp_path):
    board = new_board(runtime)
    with clients(runtime, accounts_of(tmp_path, board, PEOPLE), *(name for name, *_ in PEOPLE)) as opened:
        here = Place(board, opened)
        establish(here)
        here.first = here.open_case("2026-01-12", Gender.WOMAN, responsible=ANNA)
        here.second = here.open_case("2026-02-02", Gender.MAN)
        here.hidden = here.open_case("2026-03-02", Gender.WOMAN, is_protected=True)
        here.close_case("2026-05-20", here.first, CloseManner.AS_PLANNED)
        yield here


def by_id(document):
    return {each["id"]: each for each in document["results"]}


def test_results_as_of_a_day_differ_from_todays_and_never_change_again(place):
    june = place.get("goals", period="2026", known_at="2026-06-30")
    Results.model_validate(june)
    assert june.pop("provisional"), "the day has not come yet where the clock is"
    place.close_case("2026-08-14", place.second, CloseManner.INTERRUPTED, closed_on="2026-06-29")
    place.open_case("2026-09-01", Gender.WOMAN)
    place.adopt("kbt.clients", 2, PLANNED_TOO, "2026-10-01", "2026-10-01")
    today = place.get("goals", period="2026")
    assert place.get("goals", period="2026", known_at="2026-06-30") == june
    assert place.get("goals", period="2026", known_at=june["known_at"]) == june
    planned = [by_id(document)["kbt.closed_as_planned"] for document in (june, today)]
    assert [(each["numerator"], each["denominator"]) for each in planned] == [(1, 1), (1, 2)]
    clients_of = [by_id(document)["kbt.clients"] for document in (june, today)]
    assert [(each["value"], each["definition_version"]) for each in clients_of] == [(3, 1), (1, 2)]
    assert [document["definitions_on"] for document in (june, today)] == ["2026-05-20", "2026-10-01"]


def test_a_definition_that_changes_today_changes_no_answer_as_of_yesterday_nor_any_earlier_year(place):
    before = {period: place.get("goals", period=period) for period in ("2026", "2026-T1", "2025", "2018")}
    size = before["2026"]["known_at"]
    place.adopt("kbt.clients", 2, PLANNED_TOO, "2026-06-01", "2026-06-01")
    for period, document in before.items():
        assert place.get("goals", period=period, known_at=size) == document
    versions = {period: by_id(place.get("goals", period=period))["kbt.clients"]["definition_version"] for period in before}
    assert versions == {"2026": 2, "2026-T1": 1, "2025": 1, "2018": 1}
    recounted = place.get("goals", period="2026-T1", definitions_on="2026-06-01")
    assert (by_id(recounted)["kbt.clients"]["definition_version"], recounted["definitions_on"]) == (2, "2026-06-01")


def test_a_board_counts_by_a_definition_of_its_own_in_activities_of_its_own(place):
    own = place.open_case("2026-05-21", Gender.MAN, unit=OTHER)
    place.close_case("2026-06-01", own, CloseManner.AS_PLANNED)
    place.adopt("egen.avslut", 1, DEFINITION, "2026-06-02", "2026-06-02")
    found = by_id(place.get("goals", period="2026"))["egen.avslut"]
    assert (found["unit"], found["value"], found["by_gender"]) == ("Källargruppen", 1, {"man": 1})


@pytest.mark.parametrize(
    ("changes", "status", "detail"),
    [
        ({"definition": DEFINITION.replace('"closed"', '"begun"')}, 422, "Indikatorn egen.avslut går inte att räkna ut: period"),
        ({"definition": "x"}, 422, "Definitionen går inte att läsa"),
        ({"takes_effect_on": "2026-06-01"}, 422, "Ange i dag eller en senare dag"),
        ({"definition": None}, 422, "ingen sådan version"),
    ],
)
def test_an_unusable_definition_is_refused_with_the_reason(place, changes, status, detail):
    body = {
        "indicator": "egen.avslut", "indicator_version": 1, "definition": DEFINITION, "takes_effect_on": "2026-06-02",
        "adopted_on": "2026-06-02", "adopted_by": "Nämnden", "reason": "Ny uppföljning.", **changes,
    }
    assert detail in place.write("indicator-definitions", body, "2026-06-02", status)["detail"]


def test_a_versions_number_is_taken_once_however_many_decide_at_the_same_time(place):
    def decide(number):
        meaning = PLANNED_TOO.replace('source = "Nämndens beslut"', f'source = "Beslut {number}"')
        body = {
            "indicator": "kbt.clients", "indicator_version": 2, "definition": meaning, "takes_effect_on": "2026-06-02",
            "adopted_on": "2026-06-02", "adopted_by": "Nämnden", "reason": "Ny uppföljning.",
        }
        headers = {"Idempotency-Key": str(uuid4()), "Aktspar-Simulated-Time": f"2026-06-02T09:00:0{number}+01:00"}
        return place.chef.post("/api/v1/indicator-definitions", json=body, headers=headers)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(decide, range(4)))
    refused = [answer.json()["detail"] for answer in answers if answer.status_code == 422]
    assert sorted(answer.status_code for answer in answers) == [201, 422, 422, 422]
    assert all("betyder redan något annat" in each for each in refused)
    versions = {each["id"]: each for each in place.get("indicators")["indicators"]}["kbt.clients"]["versions"]
    assert [each["version"] for each in versions] == [1, 2]


def test_a_manager_decides_what_is_measured(place):
    body = {"indicator": "kbt.clients", "broken_from": "2026-01-01", "reason": "Nytt arbetssätt."}
    refused = place.write("indicator-series-breaks", body, "2026-06-02", 403, client=place.anna)
    assert "chef" in refused["detail"]


def test_the_register_of_indicators_tells_what_holds_on_a_day_and_all_that_was_decided(place):
    place.adopt("kbt.clients", 2, PLANNED_TOO, "2026-07-01", "2026-06-01")
    place.write("indicator-endings", {
        "indicator": "fng.clients", "takes_effect_on": "2026-07-01", "reason": "Gruppen läggs ned."
    }, "2026-06-02")
    broken = place.write("indicator-series-breaks", {
        "indicator": "kbt.clients", "broken_from": "2026-01-01", "reason": "Nytt arbetssätt."
    }, "2026-06-03")
    place.write("indicator-targets", {
        "indicator": "kbt.clients", "takes_effect_on": "2026-06-04", "adopted_by": "Nämnden", "reason": "Årets plan.",
        "target": {"amount": "40", "target_unit": "count", "predicate": "at_least"},
    }, "2026-06-04")
    june, july = place.get("indicators"), place.get("indicators", valid_at="2026-07-01")
    Indicators.model_validate(june)
    before, after = ({each["id"]: each for each in document["indicators"]} for document in (june, july))
    assert [each["kbt.clients"]["in_force"]["version"] for each in (before, after)] == [1, 2]
    assert after["kbt.clients"]["in_force"]["says"]["meaning"].startswith("Ärenden som avslutats enligt planering")
    assert [each["fng.clients"]["in_force"] is None for each in (before, after)] == [False, True]
    assert [each["version"] for each in before["kbt.clients"]["versions"]] == [1, 2]
    assert before["kbt.clients"]["series_breaks"][0]["reason"] == "Nytt arbetssätt."
    assert before["kbt.clients"]["targets"][0]["target"]["amount"] == "40"
    place.write(f"indicator-definitions/{broken['stream']}/withdrawal", {"reason": "Fel indikator."}, "2026-06-05")
    assert {each["id"]: each for each in place.get("indicators")["indicators"]}["kbt.clients"]["series_breaks"] == []
    assert place.logged("GET /api/v1/indicators")[-1].cases == ()


def test_one_result_is_asked_for_alone(place):
    found = place.get("goals/kbt.clients", period="2026")
    assert [each["id"] for each in found["results"]] == ["kbt.clients"]
    assert "mäts inte" in place.get("goals/kbt.nothing", period="2026", status=404)["detail"]


def test_a_result_is_held_against_the_target_that_was_set(place):
    place.write("indicator-targets", {
        "indicator": "kbt.closed_as_planned", "takes_effect_on": "2026-06-04", "adopted_by": "Nämnden", "reason": "Årets plan.",
        "target": {"amount": "72.5", "target_unit": "percent", "predicate": "at_least"},
    }, "2026-06-04")
    [found] = place.get("goals/kbt.closed_as_planned", period="2026")["results"]
    assert (found["target_in_words"], found["target_from"], found["fulfilment"]) == ("minst 72,5 procent", "decision", "reached")
    assert found["difference_to_target"] == {"difference": "27.5", "stated_in": "procentenheter"}
    assert "small_denominator" in [flag["flag"] for flag in found["flags"]] and found["confidence_interval"]["high"] == "100"


def test_behind_a_result_lie_rows_with_their_cases_and_events_and_the_protected_are_not_named(place):
    found = place.get("goals/kbt.clients/events", period="2026")
    Underlay.model_validate(found)
    assert (found["result"]["value"], found["rows_in_all"], len(found["rows"]), found["next"]) == (3, 3, 3, None)
    named = {str(case_id) for case_id, _ in (place.first, place.second)}
    assert {row["case"] for row in found["rows"]} == {*named, None}
    [hidden] = [row for row in found["rows"] if row["protected"]]
    assert (hidden["stream"], hidden["positions"], hidden["in_denominator"]) == (None, [], True)
    for row in found["rows"]:
        for position in row["positions"]:
            [recorded] = place.board.ledger.read(position, 1)
            assert str(recorded.event.originator_id) == row["stream"]
    [logged] = place.logged("GET /api/v1/goals/{indicator_id}/events")
    assert (set(map(str, logged.cases)), logged.purpose, logged.outcome) == (named, Purpose.INTERNAL_CONTROL, "shown")


def test_rows_come_page_by_page_at_the_size_of_the_first(place):
    first = place.get("goals/kbt.clients/events", period="2026", limit=2)
    place.open_case("2026-09-01", Gender.WOMAN)
    second = place.inga.get(first["next"]).json()
    assert [row["row"] for row in (*first["rows"], *second["rows"])] == [1, 2, 3]
    assert (second["next"], second["known_at"]) == (None, first["known_at"])
    assert len(place.logged("GET /api/v1/goals/{indicator_id}/events")) == 2


@pytest.mark.parametrize(("part", "rows"), [("all", 1), ("numerator", 1), ("denominator", 1), ("missing", 0)])
def test_the_rows_of_one_part_are_asked_for(place, part, rows):
    found = place.get("goals/kbt.closed_as_planned/events", period="2026", part=part)
    assert (found["part"], found["rows_in_all"]) == (part, rows)


def test_who_has_no_relation_to_a_case_behind_a_result_says_why_and_the_attempt_is_logged(place):
    path = "goals/kbt.clients/events"
    refused = place.get(path, client=place.anna, status=403, period="2026")
    assert refused["type"].endswith("purpose-required")
    headers = {"Aktspar-Purpose": "case_work", "Aktspar-Purpose-Reason": quote("Jag tar över Bos ärenden.")}
    assert len(place.get(path, client=place.anna, headers=headers, period="2026")["rows"]) == 3
    first, second = place.logged(f"GET /api/v1/{path.replace('kbt.clients', '{indicator_id}')}")
    assert (first.outcome, second.outcome, second.purpose_reason) == ("refused", "shown", "Jag tar över Bos ärenden.")
    assert {place.first[0], place.second[0]} <= set(first.cases) == set(second.cases)


def test_who_works_with_every_case_behind_a_result_and_who_manages_them_need_say_nothing(place):
    own = place.get("goals/kbt.closed_as_planned/events", client=place.anna, period="2026")
    assert [row["case"] for row in own["rows"]] == [str(place.first[0])]
    assert len(place.get("goals/kbt.clients/events", client=place.chef, period="2026")["rows"]) == 3
    anna, chef = place.logged("GET /api/v1/goals/{indicator_id}/events")
    assert (anna.purpose, anna.purpose_reason) == (Purpose.CASE_WORK, None)
    assert (chef.purpose, chef.purpose_reason) == (Purpose.MANAGEMENT_REVIEW, None)


def test_figures_alone_name_no_case_in_the_log(place):
    place.get("goals", client=place.anna, period="2026")
    assert place.logged("GET /api/v1/goals")[-1].cases == ()


def test_a_trend_breaks_its_line_where_the_definition_changed_and_where_a_break_is_noted(place):
    place.adopt("kbt.clients", 2, PLANNED_TOO, "2026-06-01", "2026-06-01")
    place.write("indicator-series-breaks", {
        "indicator": "kbt.clients", "broken_from": "2025-01-01", "reason": "Nytt arbetssätt."
    }, "2026-06-03")
    found = place.get("goals/trend", indicator="kbt.clients", years="2024-2026")
    Trend.model_validate(found)
    [series] = found["series"]
    assert [(point["period"], point["result"]["value"]) for point in series["points"]] == [("2024", 0), ("2025", 0), ("2026", 1)]
    told = [[(each["kind"], each["reason"]) for each in point["breaks"]] for point in series["points"]]
    assert told == [
        [], [("series_break", "Nytt arbetssätt.")],
        [("definition_version", "Definitionen är version 1 före brottet och 2 efter.")],
    ]
    whole = place.get("goals/trend", indicator="kbt.clients", years="2024-2026", definitions_on="2026-06-01")
    assert {point["result"]["definition_version"] for point in whole["series"][0]["points"]} == {2}
    tertials = place.get("goals/trend", indicator="kbt.clients", years="2025-2026", part="T1")
    assert [point["period"] for point in tertials["series"][0]["points"]] == ["2025-T1", "2026-T1"]


def test_what_was_published_before_the_system_began_is_given_and_not_counted(place):
    place.write("published-figures", {
        "indicator": "kbt.clients", "unit": str(ROOT), "period": "2024", "figure_unit": "count",
        "figure": {"amount": "61"}, "source_document": "Verksamhetsberättelse 2024",
    }, "2026-06-03")
    [series] = place.get("goals/trend", indicator="kbt.clients", years="2024-2026")["series"]
    earlier, _, now = series["points"]
    assert (earlier["given"], earlier["recomputable"], earlier["result"]) == (True, False, None)
    assert (earlier["published"][0]["value"], earlier["published"][0]["source_document"]) == ("61", "Verksamhetsberättelse 2024")
    assert [each["kind"] for each in series["points"][1]["breaks"]] == ["origin"] and now["result"]["value"] == 3


@pytest.mark.parametrize(
    ("path", "params", "status", "detail"),
    [
        ("goals", {"period": "2018-T3"}, 422, "ingen tertialrapport 3"),
        ("goals", {"period": "2026", "unit": "Ingen"}, 404, "Enheten finns inte"),
        ("goals", {"period": "2026", "definitions_on": "i maj"}, 422, "definitions_on går inte att läsa"),
        ("goals", {"period": "2026", "external": "true", "definitions_on": "2026-05-01"}, 400, "periodens egna definitioner"),
        ("goals/trend", {"indicator": "kbt.clients", "years": "2026-2024"}, 422, "Åren går inte att läsa"),
        ("goals/trend", {"indicator": "kbt.clients", "years": "1970-2020"}, 422, "högst 50 år"),
        ("goals/trend", {"indicator": "kbt.clients", "years": "2026", "part": "T4"}, 422, "ingen tertialrapport 4"),
        ("goals/trend", {"indicator": "kbt.nothing", "years": "2026"}, 404, "mäts inte"),
        ("goals/kbt.nothing/events", {"period": "2026"}, 404, "mäts inte"),
        ("goals/kbt.clients/events", {"period": "2026", "unit": "Källargruppen"}, 404, "räknas i andra verksamheter"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(place, path, params, status, detail):
    assert detail in place.get(path, status=status, **params)["detail"]


def test_with_several_units_the_one_whose_rows_are_asked_for_is_named(place):
    elsewhere, team = UUID(int=4), UUID(int=5)
    place.record(
        "2026-06-01", UnitEstablished(**envelope(elsewhere, 0, STAMP), name="Öppenvården", part_of=None),
        UnitEstablished(**envelope(team, 0, STAMP), name="KBT-teamet", part_of=elsewhere),
    )
    refused = place.get("goals/kbt.clients/events", status=422, period="2026")
    assert "Ange unit: Resursenheten, Öppenvården" in refused["detail"]
    assert place.get("goals/kbt.clients/events", period="2026", unit="Öppenvården")["rows"] == []


def test_the_external_view_is_asked_for_in_the_same_place(place):
    found = place.get("goals", period="2026", external="true")
    assert found["view"] == "external" and by_id(found)["kbt.clients"]["suppressed"]
    [only] = place.get("goals/kbt.clients", period="2026", external="true")["results"]
    assert (only["value"], only["sign"]) == (None, "..")
