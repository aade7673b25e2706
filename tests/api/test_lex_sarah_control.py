"""Rules R-36 and R-37 over the reports, and what of them stands in the list of what has to be done."""

from __future__ import annotations

import pytest

from domain.policies import DEFAULT_POLICY
from tests.api import test_lex_sarah_story
from tests.api.test_lex_sarah_story import CASE, IDS, TOLD, investigated

town = test_lex_sarah_story.town
WORDS = TOLD.rstrip(".").split()
LEAST = DEFAULT_POLICY.lex_sarah_quote_words


def control(town, day="2026-05-06"):
    answer = town.by_name["ines"].get("/api/v1/lex-sarah-control", params={"valid_at": day})
    assert answer.status_code == 200, answer.text
    return answer.json()


def found(town, **params):
    return [(each["rule"], each["kind"], each["status"]) for each in control(town, **params)["findings"]]


def note(town, text, on="2026-05-06"):
    body = {"occurred": {"on": on}, "entry_type": "contact", "texts": {"fact": text}}
    return town.do("chef", f"/cases/{CASE}/notes", body, on=on)


def test_a_step_that_is_not_taken_is_missing_the_day_after_its_last_and_late_once_it_is_taken(town):
    assert found(town, day="2026-05-05") == [("R-37", "record_link", "gap")]
    assert ("R-36", "step", "gap") in found(town, day="2026-05-06")
    received = {"receiver_id": IDS["ulla"], "acknowledgement": "Muntligt.", "receiver_in_conflict": False}
    town.do("ulla", "{r}/receipts", received, on="2026-05-07")
    [late] = [each for each in control(town, "2026-05-07")["findings"] if each["rule"] == "R-36"]
    assert (late["status"], late["what"], late["since"]) == ("late", "ta emot", "2026-05-05")
    counts = {each["rule"]: each for each in control(town, "2026-05-07")["rules"]}
    assert (counts["R-36"]["ok"], counts["R-36"]["late"], counts["R-37"]["gap"]) == (1, 1, 1)


def test_the_record_refers_to_the_report_and_an_entry_that_is_struck_later_leaves_it_without(town):
    assert ("R-37", "record_link", "gap") in found(town)
    investigated(town)
    assert [each for each in found(town) if each[0] == "R-37"] == []
    area = town.by_name["chef"].get(f"/api/v1/cases/{CASE}/record/deviation_notes").json()["areas"]["deviation_notes"]
    entry = area["deviations_noted"][0]["entry"]
    town.do("chef", f"/cases/{CASE}/strikings", {"entry_id": entry, "reason": "Fel dag."}, on="2026-05-06")
    assert [each for each in found(town) if each[0] == "R-37"] == [("R-37", "link_stands", "gap")]


@pytest.mark.parametrize(("text", "faults"), [
    (f"Läste: {' '.join(WORDS[: LEAST - 1])}", []),
    (f"Läste: {' '.join(WORDS[:LEAST]).upper()}!", [("R-37", "quotation", "fault")]),
    ("Rapporterat enligt Lex-Sarah.", [("R-37", "names_lex_sarah", "fault")]),
    ("Hon lever i ett missförhållande hemma.", []),
])
def test_what_the_report_says_is_not_quoted_in_the_record_nor_lex_sarah_named(town, text, faults):
    assert len(WORDS) >= LEAST
    note(town, text)
    wrong = [each for each in found(town) if each[0] == "R-37" and each[2] == "fault"]
    assert wrong == faults


def test_what_stood_in_the_record_before_the_report_may_be_quoted_by_it(town):
    text = "Klienten kom till besöket en timme för sent och ville tala om skolan."
    note(town, text)
    received = {"receiver_id": IDS["ulla"], "acknowledgement": "Ja.", "receiver_in_conflict": False}
    town.do("ulla", "{r}/receipts", received, on="2026-05-06")
    town.do("ulla", "{r}/assessments", on="2026-05-06")
    finding = {"finding_kind": "event", "lex_finding": f"I akten står: {text}", "finding_source": "Akten."}
    town.do("ulla", "{r}/findings", {"occurred": {"on": "2026-05-06"}, **finding}, on="2026-05-06")
    assert [each for each in found(town) if each[2] == "fault"] == []
    note(town, text)
    assert [each for each in found(town) if each[2] == "fault"] == [("R-37", "quotation", "fault")]


def test_the_control_tells_no_word_of_the_report_and_is_internal_controls_alone(town):
    note(town, TOLD)
    answer = town.by_name["ines"].get("/api/v1/lex-sarah-control", params={"valid_at": "2026-06-30"})
    assert "besök är inte antecknade" not in answer.text and "Rapportsson" not in answer.text
    assert {who for who, client in town.by_name.items() if client.get("/api/v1/lex-sarah-control").status_code == 200} == {"ines"}


def test_what_is_due_stands_in_the_list_of_those_who_see_the_reports_times_and_of_nobody_else(town):
    def duties(who):
        answer = town.by_name[who].get("/api/v1/duties/outside-cases", params={"valid_at": "2026-05-06", "days": 60})
        assert answer.status_code == 200, answer.text
        found = [(each["kind"], each["about"], each["days_overdue"]) for each in answer.json()["duties"]]
        return [each for each in found if "lex_sarah" in each[0]]

    receive = ("lex_sarah_receive", town.report, 1)
    assert receive in duties("ulla") and receive in duties("mona") and receive in duties("ines")
    assert duties("nils") == duties("anna") == duties("rapport") == []
    investigated(town)
    [asked] = [
        each for each in town.by_name["iris"].get(
            "/api/v1/duties/outside-cases", params={"valid_at": "2026-05-06", "days": 60, "staff": IDS["iris"]}
        ).json()["duties"] if each["kind"] == "lex_sarah_notify_ivo"
    ]
    assert (asked["about"], asked["role"]) == (town.report, "worker")
